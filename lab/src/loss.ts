import type { Page } from "@playwright/test";
import { firstFrames, start, type Call, type CallMaker, whatFailed } from "./call.ts";
import { inTurn, type ComparedOptions } from "./in-turn.ts";
import { Kept } from "./kept.ts";
import type { Lab } from "./lab.ts";
import { FAIR, putOn, setWeather, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";
import { joinInternet, WIRE, type LinkQuality } from "./topology/link.ts";

const NETWORK: Network = "port-restricted";
/** Congestion control needs a few seconds to settle before anything is worth counting. */
const SETTLE_MS = 6000;
const MEASURE_MS = 20_000;

interface Link {
  readonly name: string;
  readonly loss: number;
  readonly quality: LinkQuality;
}

const distance: LinkQuality = { delayMs: 50, kbitPerS: 0 };
/** The link on which we must not be worse than a plain call in any figure. */
const LOSSY: Link = { name: "5 % lost, 100 ms round trip", loss: 0.05, quality: distance };
const OTHER_LINKS: readonly Link[] = [
  { name: "clean", loss: 0, quality: WIRE },
  { name: "20 % lost", loss: 0.2, quality: WIRE },
  { name: "300 kbit/s", loss: 0, quality: { delayMs: 10, kbitPerS: 300 } },
  { name: "80 kbit/s", loss: 0, quality: { delayMs: 10, kbitPerS: 80 } },
];

const LESS_IS_BETTER = ["freezes per min", "frozen s per min", "sound concealed %"] as const;
/** Chance decides between two products over fewer calls. */
const ENOUGH_RUNS = 10;

/** What one side received in a while. */
interface Received {
  readonly frames: number;
  readonly height: number;
  readonly freezes: number;
  readonly frozenS: number;
  /** Audio samples made up because the real ones did not come, silence not counted. */
  readonly concealed: number;
  readonly samples: number;
}

interface Measured {
  readonly link: string;
  readonly calls: string;
  /** Of the visitor and of the agent. */
  readonly sides: readonly Received[];
}

/**
 * What arrives on both sides over the visitor's bad link; loss applies in both directions. `runs` are
 * of the lossy link; the other links get one call of each product.
 */
export async function loss(
  lab: Lab,
  calls: CallMaker,
  { runs, resume, stopped, beside }: ComparedOptions,
): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const makers = [calls, ...beside];
  const kept = await Kept.open<Measured>("loss", resume);
  for (const link of [LOSSY, ...OTHER_LINKS]) {
    const of = (maker: CallMaker) =>
      kept.where((one) => one.link === link.name && one.calls === maker.name);
    const wanted = link === LOSSY ? runs : 1;
    const count = { runs: wanted, counted: of(calls).length, stopped };
    const failed = await inTurn(link.name, makers, count, async (maker) => {
      const sides = await one(lab, maker, link);
      await kept.add({ link: link.name, calls: maker.name, sides });
    });
    failures.push(...failed);
    const told = makers.map((maker) => ({
      link: link.name,
      calls: maker.name,
      ...figures(of(maker).flatMap(({ sides }) => sides)),
    }));
    rows.push(...told);
    for (const row of told) say(Object.values(row).join("  "));
    const [ours, ...others] = told;
    if (link !== LOSSY || runs < ENOUGH_RUNS || ours === undefined) continue;
    for (const theirs of others) {
      for (const figure of LESS_IS_BETTER) {
        const [here, there] = [ours[figure] ?? 0, theirs[figure] ?? 0];
        if (here > there) failures.push(`${figure}: ${here}, ${theirs.calls} ${there}`);
      }
    }
  }
  return { scenario: "loss", subject: calls.name, rows, failures };
}

async function one(lab: Lab, maker: CallMaker, link: Link): Promise<Received[]> {
  await putOn(AGENT_HOME, NETWORK);
  await putOn(VISITOR_HOME, NETWORK);
  await joinInternet(VISITOR_HOME, link.quality);
  await setWeather(VISITOR_HOME, NETWORK, { ...FAIR, loss: link.loss });
  const prepared = await maker.prepare(lab.visitor, lab.agent);
  let call: Call | undefined;
  try {
    call = await start(prepared);
    await firstFrames(call, 15_000);
    await pause(SETTLE_MS);
    const pages = [call.visitor, call.agent];
    const before = await Promise.all(pages.map(count));
    await pause(MEASURE_MS);
    const after = await Promise.all(pages.map(count));
    const sides = after.map((now, i) => difference(before[i], now));
    say(`  ${maker.name}  ${JSON.stringify(figures(sides))}`);
    return sides;
  } catch (error) {
    throw new Error(await whatFailed(error, call), { cause: error });
  } finally {
    await setWeather(VISITOR_HOME, NETWORK, FAIR);
    await joinInternet(VISITOR_HOME, WIRE);
    await prepared.end();
  }
}

const difference = (before: Received | undefined, after: Received): Received => ({
  frames: after.frames - (before?.frames ?? 0),
  height: after.height,
  freezes: after.freezes - (before?.freezes ?? 0),
  frozenS: after.frozenS - (before?.frozenS ?? 0),
  concealed: after.concealed - (before?.concealed ?? 0),
  samples: after.samples - (before?.samples ?? 0),
});

/** Of both directions of all calls together; what is counted is counted per minute of one side. */
function figures(sides: readonly Received[]) {
  const sum = (name: keyof Received) => sides.reduce((total, side) => total + side[name], 0);
  const seconds = (sides.length * MEASURE_MS) / 1000;
  const round = (value: number, digits: number) =>
    Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
  const perMinute = (name: keyof Received) => round((sum(name) / seconds) * 60, 1);
  const samples = sum("samples");
  return {
    "calls counted": sides.length / 2,
    "frames per s": round(sum("frames") / seconds, 1),
    "lines p50": percentile(
      sides.map(({ height }) => height),
      0.5,
    ),
    "freezes per min": perMinute("freezes"),
    "frozen s per min": perMinute("frozenS"),
    "sound concealed %": samples === 0 ? null : round((sum("concealed") / samples) * 100, 2),
  };
}

const count = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const total = { frames: 0, height: 0, freezes: 0, frozenS: 0, concealed: 0, samples: 0 };
    for (const connection of window.knockLab.connections) {
      if (connection.connectionState !== "connected") continue;
      (await connection.getStats()).forEach((row: Record<string, unknown>) => {
        if (row["type"] !== "inbound-rtp") return;
        const value = (name: string) => (typeof row[name] === "number" ? row[name] : 0);
        total.frames += value("framesDecoded");
        total.height = Math.max(total.height, value("frameHeight"));
        total.freezes += value("freezeCount");
        total.frozenS += value("totalFreezesDuration");
        total.samples += value("totalSamplesReceived");
        total.concealed += value("concealedSamples") - value("silentConcealedSamples");
      });
    }
    return total;
  });

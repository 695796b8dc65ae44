import {
  firstFrame,
  firstFrames,
  frames,
  inOneLine,
  longestGap,
  pathOf,
  start,
  whatFailed,
} from "./call.ts";
import type { Call, CallMaker, PreparedCall } from "./call.ts";
import { Kept } from "./kept.ts";
import type { Lab } from "./lab.ts";
import { FAIR, moveAddress, putOn, setWeather, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** How long a call runs before something happens to it, so that its bitrate has settled. */
const SETTLE_MS = 3000;
const GIVE_UP_MS = 45_000;
/** What has not come back by itself by then does not come back: longest PeerJS took is 3.4 s. */
const GIVE_UP_OTHERS_MS = 12_000;
/** Of fewer calls the slowest is judged, on a machine that may be busy: by this much more. */
const ENOUGH_RUNS = 20;
const LENIENCY = 3;
const NETWORK: Network = "port-restricted";

export interface Blow {
  readonly name: string;
  readonly network: Network;
  /** The specification's target for the 95th percentile, in milliseconds. */
  readonly targetMs: number;
  /** Strikes, waits it out, and answers when connectivity was back (milliseconds since 1970). */
  strike(lab: Lab): Promise<number>;
}

/** Nothing passes the visitor's router for a while; nobody is told. */
export const cut = (seconds: number): Blow => ({
  name: `cut of ${seconds} s`,
  network: NETWORK,
  targetMs: seconds <= 12 ? 1500 : 3000,
  async strike() {
    await setWeather(VISITOR_HOME, NETWORK, { ...FAIR, cut: true });
    await pause(seconds * 1000);
    await setWeather(VISITOR_HOME, NETWORK, FAIR);
    return Date.now();
  },
});

/** The visitor's machine gets another address: every socket it had is dead. */
export const addressChange: Blow = {
  name: "address change",
  network: NETWORK,
  targetMs: 3000,
  async strike() {
    await moveAddress(VISITOR_HOME, NETWORK);
    return Date.now();
  },
};

/** Both sides need the relay, and it is killed and started again. */
export const turnRestart: Blow = {
  name: "coturn killed and restarted",
  network: "symmetric",
  targetMs: 3000,
  async strike(lab) {
    await lab.restartTurn();
    return Date.now();
  },
};

interface Outcome {
  /** From connectivity to the next frame on the slower side. */
  readonly recoveryMs: number;
  readonly gap: { ms: number; missed: number };
  readonly pair: string;
}

interface Hit {
  readonly blow: string;
  readonly calls: string;
  readonly at: string;
  readonly outcome: Outcome | { readonly failed: string };
}

interface RecoveryOptions {
  readonly blows: readonly Blow[];
  readonly runs: number;
  readonly scenario: string;
  /** Counts the calls that an earlier run has left in `lab/results/`. */
  readonly resume: boolean;
  /** Aborted when the lab is being taken down. */
  readonly stopped: AbortSignal;
  /** Hit by the same blows in the same moments; only told, not judged. */
  readonly beside: readonly CallMaker[];
}

/** What became of calls that were hit: time to the next picture, the gap and the frames in it. */
export async function recovery(
  lab: Lab,
  calls: CallMaker,
  { blows, runs, scenario, resume, stopped, beside }: RecoveryOptions,
): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const makers = [calls, ...beside];
  const hits = await Kept.open<Hit>(scenario, resume);
  for (const blow of blows) {
    const of = (maker: CallMaker) =>
      hits.where((hit) => hit.blow === blow.name && hit.calls === maker.name);
    while (of(calls).length < runs) {
      const at = new Date().toISOString();
      for (const [maker, outcome] of await round(lab, makers, blow)) {
        stopped.throwIfAborted();
        await hits.add({ blow: blow.name, calls: maker.name, at, outcome });
        const told = "failed" in outcome ? `✗ ${outcome.failed}` : `${outcome.recoveryMs} ms`;
        say(`  ${blow.name}  ${maker.name}  ${told}`);
      }
    }
    for (const maker of makers) {
      const outcomes = of(maker).map(({ outcome }) => outcome);
      const { row, wrong } = sumUp(blow, maker, outcomes);
      rows.push(row);
      say(Object.values(row).join("  "));
      if (maker === calls) failures.push(...wrong);
    }
  }
  return { scenario, subject: calls.name, rows, failures };
}

function sumUp(blow: Blow, maker: CallMaker, all: readonly Hit["outcome"][]) {
  const good: Outcome[] = [];
  const wrong: string[] = [];
  for (const one of all) {
    if ("failed" in one) wrong.push(`${blow.name}: ${one.failed}`);
    else good.push(one);
  }
  const times = good.map(({ recoveryMs }) => recoveryMs);
  const p95 = percentile(times, 0.95);
  const limit = blow.targetMs * (all.length < ENOUGH_RUNS ? LENIENCY : 1);
  if (p95 !== null && p95 > limit) {
    wrong.push(`${blow.name}: picture back after ${p95} ms, not ${limit} ms`);
  }
  const row = {
    "what happened": blow.name,
    calls: maker.name,
    survived: `${good.length}/${all.length}`,
    "picture back p50 ms": percentile(times, 0.5),
    "p95 ms": p95,
    "slowest ms": percentile(times, 1),
    "target ms": blow.targetMs,
    "gap p50 ms": percentile(
      good.map(({ gap }) => gap.ms),
      0.5,
    ),
    "frames missed p50": percentile(
      good.map(({ gap }) => gap.missed),
      0.5,
    ),
    "path after": [...new Set(good.map(({ pair }) => pair))].join(", "),
  };
  return { row, wrong };
}

/** One call of each, all up before the blow falls on them together. */
async function round(
  lab: Lab,
  makers: readonly CallMaker[],
  blow: Blow,
): Promise<Map<CallMaker, Hit["outcome"]>> {
  await putOn(VISITOR_HOME, blow.network);
  await putOn(AGENT_HOME, blow.network);
  const outcomes = new Map<CallMaker, Hit["outcome"]>();
  const up: { maker: CallMaker; prepared: PreparedCall; call: Call }[] = [];
  const prepared: PreparedCall[] = [];
  try {
    for (const maker of makers) {
      try {
        const ready = await maker.prepare(lab.visitor, lab.agent);
        prepared.push(ready);
        const call = await start(ready);
        await firstFrames(call, 15_000);
        up.push({ maker, prepared: ready, call });
      } catch (error) {
        outcomes.set(maker, { failed: `before anything happened: ${inOneLine(error)}` });
      }
    }
    await pause(SETTLE_MS);
    const struckAt = Date.now();
    const backAt = await blow.strike(lab);
    await Promise.all(
      up.map(async ({ maker, call }) => {
        const patience = maker === makers[0] ? GIVE_UP_MS : GIVE_UP_OTHERS_MS;
        outcomes.set(maker, await outcomeOf(call, struckAt, backAt, patience));
      }),
    );
    return outcomes;
  } finally {
    for (const one of prepared.toReversed()) await one.end();
  }
}

async function outcomeOf(
  call: Call,
  struckAt: number,
  backAt: number,
  patienceMs: number,
): Promise<Hit["outcome"]> {
  const pages = [call.visitor, call.agent];
  try {
    const times = await Promise.all(pages.map((page) => firstFrame(page, backAt, patienceMs)));
    await pause(1000);
    const gaps = await Promise.all(
      pages.map(async (page) => longestGap(await frames(page, struckAt - 1000))),
    );
    const gap = gaps.toSorted((a, b) => b.ms - a.ms)[0] ?? { ms: 0, missed: 0 };
    const recoveryMs = Math.round(Math.max(...times) - backAt);
    return { recoveryMs, gap, pair: (await pathOf(call))?.pair ?? "unknown" };
  } catch (error) {
    return { failed: await whatFailed(error, call) };
  }
}

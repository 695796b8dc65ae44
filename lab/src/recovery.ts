import { firstFrame, firstFrames, frames, inOneLine, longestGap, pathOf, start } from "./call.ts";
import type { Call, CallMaker } from "./call.ts";
import type { Lab } from "./lab.ts";
import { FAIR, moveAddress, putOn, setWeather, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** How long a call runs before something happens to it, so that its bitrate has settled. */
const SETTLE_MS = 3000;
const GIVE_UP_MS = 45_000;
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
  targetMs: seconds <= 10 ? 1500 : 3000,
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

/** What became of calls that were hit: time to the next picture, the gap and the frames in it. */
export async function recovery(
  lab: Lab,
  calls: CallMaker,
  { blows, runs, scenario }: { blows: readonly Blow[]; runs: number; scenario: string },
): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const blow of blows) {
    const outcomes: Outcome[] = [];
    for (let run = 0; run < runs; run++) {
      const outcome = await one(lab, calls, blow);
      if (typeof outcome !== "string") outcomes.push(outcome);
      else {
        failures.push(`${blow.name}: ${outcome}`);
        say(`  ✗ ${outcome}`);
      }
    }
    const times = outcomes.map(({ recoveryMs }) => recoveryMs);
    const p95 = percentile(times, 0.95);
    if (p95 !== null && p95 > blow.targetMs) {
      failures.push(`${blow.name}: picture back after ${p95} ms, not ${blow.targetMs} ms`);
    }
    const row = {
      "what happened": blow.name,
      survived: `${outcomes.length}/${runs}`,
      "picture back p50 ms": percentile(times, 0.5),
      "p95 ms": p95,
      "target ms": blow.targetMs,
      "gap p50 ms": percentile(
        outcomes.map(({ gap }) => gap.ms),
        0.5,
      ),
      "frames missed p50": percentile(
        outcomes.map(({ gap }) => gap.missed),
        0.5,
      ),
      "path after": [...new Set(outcomes.map(({ pair }) => pair))].join(", "),
    };
    rows.push(row);
    say(Object.values(row).join("  "));
  }
  return { scenario, subject: calls.name, rows, failures };
}

async function one(lab: Lab, calls: CallMaker, blow: Blow): Promise<Outcome | string> {
  await putOn(VISITOR_HOME, blow.network);
  await putOn(AGENT_HOME, blow.network);
  const prepared = await calls.prepare(lab.visitor, lab.agent);
  try {
    const call = await start(prepared);
    await firstFrames(call, 15_000);
    await pause(SETTLE_MS);
    const struckAt = Date.now();
    const backAt = await blow.strike(lab);
    const seen = await bothSee(call, backAt);
    await pause(1000);
    const gaps = await Promise.all(
      [call.visitor, call.agent].map(async (page) =>
        longestGap(await frames(page, struckAt - 1000)),
      ),
    );
    const gap = gaps.toSorted((a, b) => b.ms - a.ms)[0] ?? { ms: 0, missed: 0 };
    return { recoveryMs: seen - backAt, gap, pair: (await pathOf(call))?.pair ?? "unknown" };
  } catch (error) {
    return inOneLine(error);
  } finally {
    await prepared.end();
  }
}

async function bothSee(call: Call, since: number): Promise<number> {
  const times = await Promise.all(
    [call.visitor, call.agent].map((page) => firstFrame(page, since, GIVE_UP_MS)),
  );
  return Math.round(Math.max(...times));
}

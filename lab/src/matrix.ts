import {
  firstFrames,
  inOneLine,
  pathOf,
  start,
  type Call,
  type CallMaker,
  type PreparedCall,
  whatFailed,
} from "./call.ts";
import { Kept } from "./kept.ts";
import type { Lab } from "./lab.ts";
import { NETWORKS, putOn, relayNeeded, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** The server gives a call 15 s to connect; longer counts as a failure. */
const CONNECT_MS = 15_000;

interface Attempt {
  readonly visitor: Network;
  readonly agent: Network;
  readonly at: string;
  readonly outcome: { ms: number; pair: string; relayed: boolean } | { failed: string };
}

export interface MatrixOptions {
  /** Calls per pair. */
  readonly runs: number;
  /** Only these pairs, as `symmetric:udp-blocked` (visitor first); empty = all. */
  readonly only: readonly string[];
  /** Counts the attempts that an earlier run has left in `lab/results/`. */
  readonly resume: boolean;
  /** Aborted when the lab is being taken down. */
  readonly stopped: AbortSignal;
}

/** Every network against every network, and IPv6 beside them. */
export async function matrix(
  lab: Lab,
  calls: CallMaker,
  { runs, only, resume, stopped }: MatrixOptions,
): Promise<Report> {
  const pairs: [Network, Network][] = NETWORKS.flatMap((visitor) =>
    NETWORKS.map((agent): [Network, Network] => [visitor, agent]),
  );
  pairs.push(["ipv6-only", "ipv6-only"], ["ipv6-only", "symmetric"]);
  const wanted = pairs.filter(
    ([visitor, agent]) => only.length === 0 || only.includes(`${visitor}:${agent}`),
  );
  if (wanted.length < only.length) throw new Error(`No such pair among: ${only.join(", ")}`);
  const attempts = await Kept.open<Attempt>("matrix", resume);
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const [visitor, agent] of wanted) {
    const ofPair = () => attempts.where((one) => one.visitor === visitor && one.agent === agent);
    if (ofPair().length < runs) {
      await putOn(VISITOR_HOME, visitor);
      await putOn(AGENT_HOME, agent);
    }
    while (ofPair().length < runs) {
      const at = new Date().toISOString();
      const outcome = await attempt(lab, calls, stopped);
      await attempts.add({ visitor, agent, at, outcome });
    }
    const { row, wrong } = sumUp(visitor, agent, ofPair());
    rows.push(row);
    failures.push(...wrong);
    say(Object.values(row).join("  "));
    for (const line of wrong) say(`  ✗ ${line}`);
  }
  return { scenario: "matrix", subject: calls.name, rows, failures };
}

function sumUp(visitor: Network, agent: Network, attempts: readonly Attempt[]) {
  const good: { ms: number; pair: string; relayed: boolean }[] = [];
  const wrong: string[] = [];
  for (const { at, outcome } of attempts) {
    if ("ms" in outcome) good.push(outcome);
    else wrong.push(`${visitor} × ${agent}, ${at}: ${outcome.failed}`);
  }
  const times = good.map(({ ms }) => ms);
  const relayed = good.filter((one) => one.relayed).length;
  if (relayed > 0 && !relayNeeded(visitor, agent)) {
    wrong.push(`${visitor} × ${agent}: ${relayed} took the relay without need`);
  }
  const row = {
    visitor,
    agent,
    connected: `${good.length}/${attempts.length}`,
    "p50 ms": percentile(times, 0.5),
    "p95 ms": percentile(times, 0.95),
    relayed,
    "path (visitor ↔ agent)": byFrequency(good.map(({ pair }) => pair)).join(", "),
  };
  return { row, wrong };
}

/** Each once, the most frequent first, with its count when there are several. */
function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([value, count]) => (counts.size === 1 ? value : `${value} (${count})`));
}

async function attempt(
  lab: Lab,
  calls: CallMaker,
  stopped: AbortSignal,
): Promise<Attempt["outcome"]> {
  let prepared: PreparedCall | undefined;
  let call: Call | undefined;
  let outcome: Attempt["outcome"];
  try {
    prepared = await calls.prepare(lab.visitor, lab.agent);
    call = await start(prepared);
    const ms = await firstFrames(call, CONNECT_MS);
    const way = await pathOf(call);
    outcome = { ms, pair: way?.pair ?? "unknown", relayed: way?.relayed ?? false };
  } catch (error) {
    // While the lab is being taken down everything in it fails; that is no news.
    stopped.throwIfAborted();
    outcome = { failed: await whatFailed(error, call) };
  }
  try {
    await prepared?.end();
  } catch (error) {
    stopped.throwIfAborted();
    outcome = { failed: `hanging up: ${inOneLine(error)}` };
  }
  return outcome;
}

import {
  firstFrames,
  inOneLine,
  pathOf,
  start,
  type Call,
  type CallMaker,
  type Path,
  type PreparedCall,
  whatFailed,
} from "./call.ts";
import { Kept } from "./kept.ts";
import type { Lab } from "./lab.ts";
import { NETWORKS, putOn, relayNeeded, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** The server gives a call 15 s to connect; longer counts as a failure. */
const CONNECT_MS = 15_000;
/**
 * The first picture may come through the relay while a direct path is still being checked; browsers
 * go on with their checks and move to the better pair when that answers.
 */
const SETTLE_MS = 5_000;

interface Connected {
  readonly ms: number;
  readonly pair: string;
  readonly relayed: boolean;
  /** It began on the relay and had a direct path within `SETTLE_MS`. */
  readonly moved?: boolean;
}

interface Attempt {
  readonly visitor: Network;
  readonly agent: Network;
  readonly at: string;
  readonly outcome: Connected | { failed: string };
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
      const outcome = await attempt(lab, calls, relayNeeded(visitor, agent), stopped);
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
  const good: Connected[] = [];
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
    "began on the relay": good.filter(({ moved }) => moved === true).length,
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
  relayFits: boolean,
  stopped: AbortSignal,
): Promise<Attempt["outcome"]> {
  let prepared: PreparedCall | undefined;
  let call: Call | undefined;
  let outcome: Attempt["outcome"];
  try {
    prepared = await calls.prepare(lab.visitor, lab.agent);
    call = await start(prepared);
    const ms = await firstFrames(call, CONNECT_MS);
    outcome = { ms, ...(await settledPath(call, relayFits)) };
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

/** The way that the media take, once ICE has had its time to leave a relay that is not needed. */
async function settledPath(call: Call, relayFits: boolean): Promise<Omit<Connected, "ms">> {
  const first = await pathOf(call);
  if (first === null) return { pair: "unknown", relayed: false };
  if (!first.relayed || relayFits) return first;
  const until = Date.now() + SETTLE_MS;
  let now: Path | null = first;
  while (now?.relayed === true && Date.now() < until) {
    await pause(100);
    now = await pathOf(call);
  }
  return now === null ? first : { ...now, moved: !now.relayed };
}

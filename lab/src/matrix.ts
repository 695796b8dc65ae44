import {
  firstFrames,
  inOneLine,
  pathOf,
  start,
  type CallMaker,
  type PreparedCall,
} from "./call.ts";
import type { Lab } from "./lab.ts";
import { NETWORKS, putOn, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** The server gives a call 15 s to connect; longer counts as a failure. */
const CONNECT_MS = 15_000;

type Attempt = { ms: number; pair: string; relayed: boolean } | { failed: string };

/**
 * Every network against every network, `runs` calls each, and IPv6 beside them. `only` narrows it
 * to one pair, as `symmetric:udp-blocked` (visitor first).
 */
export async function matrix(
  lab: Lab,
  calls: CallMaker,
  { runs, only }: { runs: number; only?: string | undefined },
): Promise<Report> {
  const pairs: [Network, Network][] = NETWORKS.flatMap((visitor) =>
    NETWORKS.map((agent): [Network, Network] => [visitor, agent]),
  );
  pairs.push(["ipv6-only", "ipv6-only"], ["ipv6-only", "symmetric"]);
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const [visitor, agent] of pairs) {
    if (only !== undefined && only !== `${visitor}:${agent}`) continue;
    await putOn(VISITOR_HOME, visitor);
    await putOn(AGENT_HOME, agent);
    const attempts: Attempt[] = [];
    for (let run = 0; run < runs; run++) attempts.push(await attempt(lab, calls));
    const good = attempts.filter((one) => "ms" in one);
    const bad = attempts.filter((one) => "failed" in one);
    const times = good.map(({ ms }) => ms);
    const row = {
      visitor,
      agent,
      connected: `${good.length}/${runs}`,
      "p50 ms": percentile(times, 0.5),
      "p95 ms": percentile(times, 0.95),
      relayed: good.filter(({ relayed }) => relayed).length,
      "path (visitor ↔ agent)": [...new Set(good.map(({ pair }) => pair))].join(", "),
    };
    rows.push(row);
    say(Object.values(row).join("  "));
    for (const { failed } of bad) failures.push(`${visitor} × ${agent}: ${failed}`);
    for (const { failed } of bad) say(`  ✗ ${failed}`);
  }
  return { scenario: "matrix", subject: calls.name, rows, failures };
}

async function attempt(lab: Lab, calls: CallMaker): Promise<Attempt> {
  let prepared: PreparedCall | undefined;
  try {
    prepared = await calls.prepare(lab.visitor, lab.agent);
    const call = await start(prepared);
    const ms = await firstFrames(call, CONNECT_MS);
    const path = await pathOf(call);
    return { ms, pair: path?.pair ?? "unknown", relayed: path?.relayed ?? false };
  } catch (error) {
    return { failed: inOneLine(error) };
  } finally {
    await prepared?.end();
  }
}

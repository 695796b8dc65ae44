import { firstFrame, firstFrames, percentile, say, until, type Report } from "@knockknock/lab";
import { withLocalCall } from "./local-call.ts";

const CONNECT_MS = 15_000;
const TARGET_MS = 1_500;
/** Frames of the page before are shown no longer than this after the new one began. */
const LEFTOVER_MS = 250;

declare global {
  interface Window {
    /** When this page's first script ran, in milliseconds since the epoch. */
    knockStartedAt: number;
  }
}

/**
 * A real page load in a call: from the new page's first script to the first frame of the new
 * connection, on both sides. Reloads and addresses that are typed, in turn.
 */
export async function resume({ runs }: { runs: number }): Promise<Report> {
  const failures: string[] = [];
  const times = { visitor: [] as number[], agent: [] as number[], both: [] as number[] };
  await withLocalCall(async (call) => {
    const { agent, visitor } = call;
    await firstFrames(call, CONNECT_MS);
    await visitor.addInitScript(() => {
      window.knockStartedAt = performance.timeOrigin + performance.now();
    });
    const pages = ["/bikes", "/contact"].map((to) => new URL(to, visitor.url()).href);
    for (let run = 0; run < runs; run += 1) {
      const page = pages[run % pages.length];
      // Every second one stays where it is.
      if (run % 2 === 0 || !page) await visitor.reload({ waitUntil: "commit" });
      else await visitor.goto(page, { waitUntil: "commit" });
      const startedAt = await visitor.evaluate(() => window.knockStartedAt);
      const from = startedAt + LEFTOVER_MS;
      const [seen, shown] = await Promise.all([
        firstFrame(visitor, from, CONNECT_MS),
        firstFrame(agent, from, CONNECT_MS),
      ]);
      times.visitor.push(Math.round(seen - startedAt));
      times.agent.push(Math.round(shown - startedAt));
      times.both.push(Math.round(Math.max(seen, shown) - startedAt));
      say(`page load ${run + 1}: media on both sides after ${times.both.at(-1) ?? "–"} ms`);
      await until(
        "the call is connected",
        async () =>
          (await agent.locator("[data-phase]").getAttribute("data-phase")) === "connected",
        CONNECT_MS,
      );
    }
  });
  const median = percentile(times.both, 0.5) ?? Infinity;
  if (median > TARGET_MS) failures.push(`p50 ${median} ms (target ≤ ${TARGET_MS} ms)`);
  return {
    scenario: "resume",
    subject: "from the new page's first script to its first frame, after a real page load",
    rows: Object.entries(times).map(([side, measured]) => ({
      side: side === "both" ? "the slower side" : side,
      runs: measured.length,
      "p50 ms": percentile(measured, 0.5),
      "p95 ms": percentile(measured, 0.95),
      "longest ms": Math.max(...measured),
    })),
    failures,
  };
}

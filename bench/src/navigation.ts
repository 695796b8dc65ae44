import {
  firstFrames,
  pause,
  percentile,
  say,
  until,
  type Call,
  type Report,
  type Row,
} from "@knockknock/lab";
import { longestGap, MEDIA, stampsFrames, type Medium } from "./frame-times.ts";
import { withLocalCall } from "./local-call.ts";
import { stopAt, walkTo, type Stop } from "./walk.ts";

const CONNECT_MS = 15_000;
/** Between two pages: longer than the longest gap that is allowed, so that each counts once. */
const STAY_MS = 300;
const TARGET_MS = 250;
/** What the pages themselves keep varies from page to page by about this share. */
const GROWTH = 1.1;
/** Enough for a yardstick. */
const REST = 50;
const IN_A_ROW = 50;

/**
 * The visitor walks through the demo website in a call with a shared screen: every kind of
 * navigation. What counts is the longest time between two frames that the agent receives, of the
 * camera and of the screen; the same call at rest is the yardstick. Then fifty more in a row, and
 * what the page keeps of them.
 */
export async function navigation({ runs }: { runs: number }): Promise<Report> {
  const failures: string[] = [];
  const rows: Row[] = [];
  await withLocalCall(async (call) => {
    await firstFrames(call, CONNECT_MS);
    await shareScreen(call);
    await stampsFrames(call.agent);
    let walked = 0;
    const navigate = async (): Promise<Stop> => {
      const stop = stopAt(walked++);
      await walkTo(call.visitor, stop);
      return stop;
    };

    const measure = async (
      name: string,
      steps: number,
      step: () => Promise<unknown>,
    ): Promise<void> => {
      const gaps: Record<Medium, number[]> = { camera: [], screen: [] };
      for (let index = 0; index < steps; index += 1) {
        const since = Date.now();
        const { kind, to } = stopAt(walked);
        await step();
        await pause(STAY_MS);
        for (const medium of MEDIA) {
          const gap = await longestGap(call.agent, medium, since);
          gaps[medium].push(gap);
          if (gap >= TARGET_MS) say(`${name}, ${kind} to ${to}: ${medium} ${gap} ms`);
        }
      }
      for (const medium of MEDIA) {
        const longest = Math.max(...gaps[medium]);
        rows.push({
          name: `${medium}, ${name}`,
          steps,
          "p50 ms": percentile(gaps[medium], 0.5),
          "p95 ms": percentile(gaps[medium], 0.95),
          "longest ms": longest,
          before: null,
          after: null,
        });
        if (name !== "at rest" && longest >= TARGET_MS)
          failures.push(`${medium}: a gap of ${longest} ms (target < ${TARGET_MS} ms)`);
      }
    };
    await measure("at rest", Math.min(runs, REST), () => Promise.resolve());
    await measure("navigating", runs, navigate);
    failures.push(...(await growth(call, navigate, rows)));
    const made = await call.visitor.evaluate(() => window.knockLab.connections.length);
    if (made !== 1) failures.push(`${made} connections were made (expected: one)`);
  });
  return {
    scenario: "navigation",
    subject: "longest gap between frames that the agent receives while the visitor changes pages",
    rows,
    failures,
  };
}

async function shareScreen({ visitor, agent }: Call): Promise<void> {
  const widget = visitor.locator("knock-knock");
  await widget.getByRole("button", { name: "Share screen", exact: true }).press("Enter");
  await widget.getByRole("button", { name: "Minimize", exact: true }).press("Enter");
  await until(
    "the agent sees the screen",
    () => agent.locator('[part~="screen-video"]').isVisible(),
    CONNECT_MS,
  );
}

/** Nodes, listeners and memory of the visitor's page after fifty navigations, beside before. */
async function growth(call: Call, navigate: () => Promise<Stop>, rows: Row[]): Promise<string[]> {
  const session = await call.visitor.context().newCDPSession(call.visitor);
  await session.send("Performance.enable");
  const kept = async () => {
    // Twice: what a first collection finalizes is freed by the second.
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (name: string): number =>
      metrics.find((metric) => metric.name === name)?.value ?? 0;
    return {
      nodes: value("Nodes"),
      listeners: value("JSEventListeners"),
      documents: value("Documents"),
      heapKiB: Math.round(value("JSHeapUsedSize") / 1024),
    };
  };
  // From the start page to the start page: what the pages themselves keep is then the same.
  const walk = async (atLeast: number): Promise<number> => {
    for (let steps = 1; ; steps += 1) {
      const { to } = await navigate();
      if (steps >= atLeast && to === "/") return steps;
    }
  };
  await walk(1);
  const before = await kept();
  const steps = await walk(IN_A_ROW);
  const after = await kept();
  const failures: string[] = [];
  for (const name of ["nodes", "listeners", "documents", "heapKiB"] as const) {
    rows.push({
      name: `${name} kept`,
      steps,
      before: before[name],
      after: after[name],
    });
    if (after[name] > before[name] * GROWTH)
      failures.push(`${name} grew from ${before[name]} to ${after[name]}`);
  }
  return failures;
}

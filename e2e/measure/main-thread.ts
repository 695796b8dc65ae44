/** How long one script keeps a page's main thread, from Chromium's own trace. */
import type { CDPSession, Page } from "@playwright/test";

/** A task that takes longer than this is a long task (Long Tasks API). */
export const LONG_TASK_MS = 50;

/** Of the trace event format; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Time on the processor: what a busy machine takes away in between is not counted. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

async function eventsOf(session: CDPSession): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  return events;
}

/**
 * Milliseconds on the processor of every task of a page's main thread in which a script whose
 * address ends with `script` ran, while `act` did what it does.
 */
export async function tasksWith(
  script: string,
  page: Page,
  act: () => Promise<void>,
): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Tracing.start", {
    categories: "devtools.timeline,disabled-by-default-devtools.timeline",
    transferMode: "ReportEvents",
  });
  await act();
  const events = await eventsOf(session);
  await session.detach();
  const end = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
  const runs = events.filter(
    ({ name, args }) =>
      /^(EvaluateScript|FunctionCall|v8\.compile)$/.test(name) && args?.data?.url?.endsWith(script),
  );
  return events
    .filter(
      (task) =>
        task.name === "RunTask" &&
        runs.some(
          (run) =>
            run.pid === task.pid &&
            run.tid === task.tid &&
            run.ts >= task.ts &&
            end(run) <= end(task),
        ),
    )
    .map(({ tdur, name }) => {
      if (tdur === undefined) throw new Error(`The trace tells no processor time of ${name}`);
      return tdur / 1000;
    });
}

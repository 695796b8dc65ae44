import {
  firstFrames,
  onVisitor,
  pause,
  percentile,
  plainCalls,
  say,
  start,
  type CallMaker,
  type Person,
  type Report,
} from "@knockknock/lab";
import { withLocalStage } from "./local-call.ts";

const CONNECT_MS = 15_000;
/** The camera's size and the bitrate have settled by then. */
const SETTLE_MS = 8_000;
const MEASURE_MS = 20_000;
/** The specification's: ours in parts of the bare page's. */
const MOST = 1.15;

/**
 * What a minimized call costs the visitor's computer: the processor time of all processes of the
 * visitor's browser, beside a bare page with two video elements, one of them as large as the
 * bubble, and the same streams. In turn, so that both meet the same mood of the machine.
 */
export async function minimized({ runs }: { runs: number }): Promise<Report> {
  const failures: string[] = [];
  const shares = new Map<string, number[]>();
  await withLocalStage(async ({ visitor, agent, ours }) => {
    for (let run = 0; run < runs; run += 1) {
      for (const maker of [ours, plainCalls]) {
        const share = await costOf(maker, visitor, agent);
        shares.set(maker.name, [...(shares.get(maker.name) ?? []), share]);
        say(`${maker.name}: ${share} % of one processor`);
      }
    }
  });
  const median = (maker: CallMaker) => percentile(shares.get(maker.name) ?? [], 0.5);
  const bare = median(plainCalls);
  const rows = [...shares].map(([name, measured]) => {
    const p50 = percentile(measured, 0.5);
    const times = p50 === null || bare === null ? null : Number((p50 / bare).toFixed(2));
    return {
      "visitor’s page": name,
      runs: measured.length,
      "% of one processor, p50": p50,
      "in parts of the bare page": times,
    };
  });
  const ratio = rows.find((row) => row["visitor’s page"] !== plainCalls.name);
  const times = ratio?.["in parts of the bare page"] ?? Infinity;
  if (times > MOST) failures.push(`${times} × the bare page (target ≤ ${MOST})`);
  const subject = "a minimized call beside a bare page with the same streams";
  return { scenario: "minimized", subject, rows, failures };
}

/** Of one processor, in percent, over twenty seconds of a call. */
async function costOf(maker: CallMaker, visitor: Person, agent: Person): Promise<number> {
  const prepared = await maker.prepare(visitor, agent);
  try {
    await firstFrames(await start(prepared), CONNECT_MS);
    if (maker !== plainCalls) {
      await onVisitor(prepared.visitor).getByRole("button", { name: "Minimize" }).click();
      await prepared.visitor.locator('knock-knock[data-view="minimized"]').waitFor();
    }
    await pause(SETTLE_MS);
    const [from, before] = [performance.now(), await processorMs(visitor.browser)];
    await pause(MEASURE_MS);
    const [to, after] = [performance.now(), await processorMs(visitor.browser)];
    return Number((((after - before) / (to - from)) * 100).toFixed(1));
  } finally {
    await prepared.end();
  }
}

async function processorMs(browser: Person["browser"]): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

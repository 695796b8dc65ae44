import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import {
  firstFrames,
  pause,
  percentile,
  productCalls,
  say,
  startBrowser,
  until,
  type Call,
  type Report,
  type Row,
} from "@knockknock/lab";
import { startLocalServer } from "./local-server.ts";

/** Pages of the demo website; the workshop refuses to be framed. */
const TOUR = ["/bikes", "/search?q=harbour", "/workshop", "/delivery", "/about", "/contact"];
const CONNECT_MS = 15_000;
const STAY_MS = 500;
const TARGET_MS = 250;

/**
 * The visitor walks through the demo website in a call with a shared screen. What counts is the
 * longest time between two frames on the agent's screen; the same call at rest is the yardstick.
 */
export async function navigation({ runs }: { runs: number }): Promise<Report> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  const server = await startLocalServer(directory);
  const [visitor, agent] = await Promise.all([startBrowser(), startBrowser()]);
  const failures: string[] = [];
  const rows: Row[] = [];
  try {
    const maker = await productCalls(agent, server.places);
    const prepared = await maker.prepare(visitor, agent);
    await prepared.ring();
    const call = await prepared.accept();
    await firstFrames(call, CONNECT_MS);
    await shareScreen(call);

    const measure = async (name: string, step: (index: number) => Promise<void>) => {
      const camera: number[] = [];
      const screen: number[] = [];
      for (let index = 0; index < runs; index += 1) {
        const since = Date.now();
        await step(index);
        await pause(STAY_MS);
        camera.push(await longestGap(call, "remote-video", since));
        screen.push(await longestGap(call, "screen-video", since));
      }
      const longest = Math.max(...camera);
      say(`${name}: longest gap of the camera ${longest} ms`);
      rows.push({
        name,
        steps: runs,
        "camera p50": percentile(camera, 0.5),
        "camera longest": longest,
        "screen p50": percentile(screen, 0.5),
        "screen longest": Math.max(...screen),
      });
      return longest;
    };
    await measure("at rest", () => Promise.resolve());
    const longest = await measure("navigating", (index) =>
      navigate(call, TOUR[index % TOUR.length] ?? "/"),
    );
    const made = await call.visitor.evaluate(() => window.knockLab.connections.length);
    if (made !== 1) failures.push(`${made} connections were made (expected: one)`);
    if (longest >= TARGET_MS) failures.push(`a gap of ${longest} ms (target < ${TARGET_MS} ms)`);
    await prepared.end();
  } finally {
    await Promise.all([visitor.browser.close(), agent.browser.close()]);
    await server.service.stop();
    await rm(directory, { recursive: true });
  }
  return {
    scenario: "navigation",
    subject: "frames on the agent's screen while the visitor changes pages",
    rows,
    failures,
  };
}

async function shareScreen({ visitor }: Call): Promise<void> {
  const widget = visitor.locator("knock-knock");
  await widget.getByRole("button", { name: "Share screen", exact: true }).press("Enter");
  await until(
    "the screen is shared",
    async () => ((await widget.getAttribute("data-sending")) ?? "").includes("screen"),
    CONNECT_MS,
  );
}

async function navigate({ visitor }: Call, to: string): Promise<void> {
  await visitor.evaluate((url) => {
    location.href = url;
  }, to);
  await until(
    `${to} is carried`,
    () =>
      visitor.evaluate((url) => {
        const frame = document.querySelector<HTMLIFrameElement>(
          'iframe[data-knock-knock="page"]:not([inert])',
        );
        return frame?.contentWindow?.location.href === new URL(url, location.href).href;
      }, to),
    CONNECT_MS,
  );
}

/**
 * Longest time between two frames on the agent's screen, in whole ms. A screen that does not change
 * is sent seldom: its gaps are compared with those at rest.
 */
function longestGap({ agent }: Call, part: string, since: number): Promise<number> {
  return agent.evaluate(
    ([name, from]) => {
      const gaps = window.knockLab.remote
        .filter(({ element }) => element.matches(`[part~="${name}"]`))
        .map(({ shownAt }) => {
          const times = shownAt.filter((at) => at >= from);
          return times.reduce((longest, at, i) => Math.max(longest, at - (times[i - 1] ?? at)), 0);
        });
      return Math.round(Math.max(0, ...gaps));
    },
    [part, since] as const,
  );
}

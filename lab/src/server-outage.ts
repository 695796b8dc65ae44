import {
  firstFrame,
  firstFrames,
  frames,
  inOneLine,
  longestGap,
  start,
  type CallMaker,
} from "./call.ts";
import type { Lab } from "./lab.ts";
import { FAIR, putOn, setWeather } from "./nat.ts";
import { isProduct, onAgent, onVisitor, phaseOf } from "./product.ts";
import { Findings, type Report } from "./report.ts";
import { pause, until } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

const NETWORK = "port-restricted";
/** Between frames, while nothing happens to the media's own path. */
const STEADY_GAP_MS = 250;

/**
 * The server is killed in mid-call and stays away for 8 s. Meanwhile the call must run on without
 * a gap, mend itself after a short cut, and hang up; when the server is back its record is told.
 */
export async function serverOutage(lab: Lab, calls: CallMaker): Promise<Report> {
  const found = new Findings("server", calls.name);
  if (!isProduct(calls)) {
    found.failures.push("two bare pages have no server to kill");
    return found;
  }
  await putOn(VISITOR_HOME, NETWORK);
  await putOn(AGENT_HOME, NETWORK);
  const prepared = await calls.prepare(lab.visitor, lab.agent);
  try {
    const call = await start(prepared);
    await firstFrames(call, 15_000);
    await pause(3000);

    const killedAt = Date.now();
    await calls.killServer();
    await pause(4000);
    const gaps = await Promise.all(
      [call.visitor, call.agent].map(async (page) => longestGap(await frames(page, killedAt))),
    );
    const longest = Math.max(...gaps.map(({ ms }) => ms));
    found.note(
      "server killed, 4 s without it",
      `longest gap ${longest} ms`,
      longest < STEADY_GAP_MS,
    );

    await setWeather(VISITOR_HOME, NETWORK, { ...FAIR, cut: true });
    await pause(3000);
    await setWeather(VISITOR_HOME, NETWORK, FAIR);
    const mendedAt = Date.now();
    const back = await firstFrame(call.visitor, mendedAt, 20_000);
    const backMs = Math.round(back - mendedAt);
    found.note("cut of 3 s without the server", `picture back after ${backMs} ms`, backMs <= 1500);

    const restartedAt = Date.now();
    await calls.startServer();
    await pause(5000);
    const after = await Promise.all(
      [call.visitor, call.agent].map(async (page) => longestGap(await frames(page, restartedAt))),
    );
    const gap = Math.max(...after.map(({ ms }) => ms));
    found.note("server back", `longest gap ${gap} ms`, gap < STEADY_GAP_MS);
    const phases = [
      await phaseOf(onVisitor(call.visitor)),
      await phaseOf(onAgent(call.agent)),
    ].join(" / ");
    found.note("phases after the restart", phases, phases === "connected / connected");

    await prepared.end();
    const ended = await until("the agent is free", () => phaseOf(onAgent(call.agent)), 5000);
    found.note("hang-up after the restart", `agent ${ended}`, ended !== "connected");
  } catch (error) {
    found.failures.push(inOneLine(error));
    await prepared.end().catch(() => undefined);
  }
  return found;
}

import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import {
  pause,
  productCalls,
  REACTION_MS,
  startBrowser,
  type Call,
  type CallMaker,
  type Person,
} from "@knockknock/lab";
import { withStamps } from "./frame-times.ts";
import { startLocalServer } from "./local-server.ts";

export interface LocalStage {
  readonly visitor: Person;
  readonly agent: Person;
  readonly ours: CallMaker;
}

/**
 * The server and two browsers on this machine, an agent signed in; closed when `use` is done.
 *
 * @param equip what the agent's browser gets before its first page
 */
export async function withLocalStage(
  use: (stage: LocalStage) => Promise<void>,
  equip = (agent: Person): Person => agent,
): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  const server = await startLocalServer(directory);
  const [visitor, agent] = await Promise.all([startBrowser(), startBrowser()]);
  try {
    const ours = await productCalls(equip(agent), server.places);
    await use({ visitor, agent, ours });
  } finally {
    await Promise.all([visitor.browser.close(), agent.browser.close()]);
    await server.service.stop();
    await rm(directory, { recursive: true });
  }
}

/** A call between two browsers of this machine, hung up when `use` is done. */
export const withLocalCall = (use: (call: Call) => Promise<void>): Promise<void> =>
  withLocalStage(async ({ visitor, agent, ours }) => {
    const prepared = await ours.prepare(visitor, agent);
    await prepared.ring();
    await pause(REACTION_MS);
    await use(await prepared.accept());
    await prepared.end();
  }, withStamps);

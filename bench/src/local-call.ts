import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pause, productCalls, REACTION_MS, startBrowser, type Call } from "@knockknock/lab";
import { withStamps } from "./frame-times.ts";
import { startLocalServer } from "./local-server.ts";

/** A call between two browsers of this machine, hung up when `use` is done. */
export async function withLocalCall(use: (call: Call) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  const server = await startLocalServer(directory);
  const [visitor, agent] = await Promise.all([startBrowser(), startBrowser()]);
  try {
    const maker = await productCalls(withStamps(agent), server.places);
    const prepared = await maker.prepare(visitor, agent);
    await prepared.ring();
    await pause(REACTION_MS);
    await use(await prepared.accept());
    await prepared.end();
  } finally {
    await Promise.all([visitor.browser.close(), agent.browser.close()]);
    await server.service.stop();
    await rm(directory, { recursive: true });
  }
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  firstFrames,
  HOMES,
  inOneLine,
  inside,
  joinInternet,
  openLab,
  pause,
  PEERJS_ADDRESS,
  PEERJS_NAME,
  percentile,
  productCalls,
  REACTION_MS,
  say,
  SERVER,
  Service,
  startBrowser,
  startFront,
  startProduct,
  TURN_NAME,
  until,
  type CallMaker,
  type Person,
  type Report,
  type Row,
} from "@knockknock/lab";
import { bundle } from "./bundle.ts";
import { PEERJS_PAGE, peerJsCalls } from "./peerjs-calls.ts";
import { installPeers, PEERS } from "./peers.ts";
import { startLocalServer } from "./local-server.ts";

const HOST = fileURLToPath(new URL("./peerjs-host.ts", import.meta.url));
const PEERJS_PORT = 4820;
const CONNECT_MS = 15_000;

/** Everything that was opened, to be closed in reverse order. */
type Undo = (() => Promise<unknown>)[];

interface Stage {
  readonly visitor: Person;
  readonly agent: Person;
  /** Ours and theirs, ready to be called. */
  readonly makers: readonly CallMaker[];
}

async function peerJsBundle(directory: string): Promise<string[]> {
  const file = path.join(directory, "peerjs-page.js");
  await writeFile(file, await bundle(PEERJS_PAGE));
  return [HOST, PEERS, String(PEERJS_PORT), file];
}

/** Both products on this machine's loopback. */
async function localStage(undo: Undo): Promise<Stage> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  undo.push(() => rm(directory, { recursive: true }));
  const server = await startLocalServer(directory);
  undo.push(() => server.service.stop());
  const log = path.join(directory, "peerjs.log");
  const peerjs = new Service("PeerJS", process.execPath, await peerJsBundle(directory), { log });
  undo.push(() => peerjs.stop());
  const origin = `http://localhost:${PEERJS_PORT}`;
  await until(
    "PeerServer answers",
    () =>
      fetch(origin).then(
        (r) => r.ok,
        () => false,
      ),
    10_000,
  );
  const [visitor, agent] = await Promise.all([startBrowser(), startBrowser()]);
  undo.push(
    () => visitor.browser.close(),
    () => agent.browser.close(),
  );
  const ours = await productCalls(agent, server.places);
  return { visitor, agent, makers: [ours, ours.cameraReady, peerJsCalls(origin, [])] };
}

/** Both products in the lab's network, the server half-way between the two people. */
async function distantStage(rttMs: number, undo: Undo): Promise<Stage> {
  const { lab, close, onClose } = await openLab();
  undo.push(close);
  for (const home of HOMES) await joinInternet(home, { delayMs: rttMs / 4, kbitPerS: 0 });
  const host = new Service(
    "PeerJS",
    "ip",
    inside(SERVER.namespace, process.execPath, ...(await peerJsBundle(lab.directory))),
    { log: path.join(lab.directory, "peerjs.log") },
  );
  onClose(() => host.stop());
  startFront(lab, onClose, [[PEERJS_ADDRESS, PEERJS_PORT]]);
  const ours = await startProduct(lab, onClose);
  const ice = [{ urls: `stun:${TURN_NAME}:3478` }];
  return {
    visitor: lab.visitor,
    agent: lab.agent,
    makers: [ours, ours.cameraReady, peerJsCalls(`https://${PEERJS_NAME}`, ice)],
  };
}

/**
 * Click → the agent may accept, and Accept → the first frame on both sides; ours and PeerJS in
 * turn, so that both meet the same mood of the machine. The agent accepts 1.5 s after the ring, as
 * a quick person does. The first call of each warms up and does not count.
 *
 * PeerJS has both cameras open before anybody calls. Ours opens the visitor's with the click and
 * the agent's with *Accept*, or, where the agent has chosen that, while it rings: the row to
 * compare.
 */
export async function setUp({ runs, rttMs }: { runs: number; rttMs: number }): Promise<Report> {
  await installPeers();
  const undo: Undo = [];
  const failures: string[] = [];
  const measured = new Map<string, { ring: number[]; frame: number[] }>();
  try {
    const stage = rttMs === 0 ? await localStage(undo) : await distantStage(rttMs, undo);
    for (let run = 0; run <= runs; run++) {
      for (const maker of stage.makers) {
        const times = measured.get(maker.name) ?? { ring: [], frame: [] };
        measured.set(maker.name, times);
        try {
          const { ring, frame } = await one(maker, stage);
          say(`${maker.name}  ring ${ring} ms  first frame ${frame} ms`);
          if (run === 0) continue;
          times.ring.push(ring);
          times.frame.push(frame);
        } catch (error) {
          failures.push(`${maker.name}: ${inOneLine(error)}`);
        }
      }
    }
  } finally {
    for (const step of undo.toReversed()) await step();
  }
  const rows = [...measured].map(([product, { ring, frame }]): Row => ({
    product,
    "rtt ms": rttMs,
    runs: frame.length,
    "click → ring p50": percentile(ring, 0.5),
    p95: percentile(ring, 0.95),
    "Accept → first frame p50": percentile(frame, 0.5),
    "first frame p95": percentile(frame, 0.95),
  }));
  return { scenario: `set-up-${rttMs}`, subject: `round trip ${rttMs} ms`, rows, failures };
}

async function one(maker: CallMaker, { visitor, agent }: Stage) {
  const prepared = await maker.prepare(visitor, agent);
  try {
    const ring = await prepared.ring();
    await pause(REACTION_MS);
    const frame = await firstFrames(await prepared.accept(), CONNECT_MS);
    return { ring, frame };
  } finally {
    await prepared.end();
  }
}

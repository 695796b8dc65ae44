import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import {
  connectedPages,
  firstFrames,
  HOMES,
  inOneLine,
  joinInternet,
  openLab,
  pause,
  peerJsCalls,
  peerJsHost,
  PEERJS_PORT,
  percentile,
  productCalls,
  REACTION_MS,
  say,
  Service,
  startBrowser,
  startPeerJs,
  startProduct,
  TURN_URLS,
  until,
  type CallMaker,
  type Person,
  type Report,
  type Row,
} from "@knockknock/lab";
import { startLocalServer } from "./local-server.ts";

const CONNECT_MS = 15_000;

/** Everything that was opened, to be closed in reverse order. */
type Undo = (() => Promise<unknown>)[];

interface Stage {
  readonly visitor: Person;
  readonly agent: Person;
  /** Ours, theirs and bare pages, ready to be called. */
  readonly makers: readonly CallMaker[];
}

/** Both products on this machine's loopback. */
async function localStage(undo: Undo): Promise<Stage> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  undo.push(() => rm(directory, { recursive: true }));
  const server = await startLocalServer(directory);
  undo.push(() => server.service.stop());
  const log = path.join(directory, "peerjs.log");
  const peerjs = new Service("PeerJS", process.execPath, await peerJsHost(directory), { log });
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
  return {
    visitor,
    agent,
    makers: [ours, ours.cameraReady, peerJsCalls(origin, []), connectedPages([])],
  };
}

/** Both products in the lab's network, the server half-way between the two people. */
async function distantStage(rttMs: number, undo: Undo): Promise<Stage> {
  const { lab, close, onClose } = await openLab();
  undo.push(close);
  for (const home of HOMES) await joinInternet(home, { delayMs: rttMs / 4, kbitPerS: 0 });
  const theirs = await startPeerJs(lab, onClose);
  const ours = await startProduct(lab, onClose);
  return {
    visitor: lab.visitor,
    agent: lab.agent,
    makers: [ours, ours.cameraReady, theirs, connectedPages(TURN_URLS)],
  };
}

/**
 * Click → the agent may accept, and Accept → the first frame on both sides; ours and PeerJS in
 * turn, so that both meet the same mood of the machine. The agent accepts 1.5 s after the ring, as
 * a quick person does. The first call of each warms up and does not count.
 *
 * PeerJS has both cameras open before anybody calls. Ours opens the visitor's with the click and
 * the agent's with *Accept*, or, where the agent has chosen that, while it rings: the row to
 * compare. Bare pages that are connected before the click show what is left to the browsers: no
 * product can be faster on this machine.
 */
export async function setUp({ runs, rttMs }: { runs: number; rttMs: number }): Promise<Report> {
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

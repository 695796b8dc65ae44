import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { smallCamera } from "./camera.ts";
import { makeCertificate, type Certificate } from "./certificates.ts";
import { putOn } from "./nat.ts";
import { startPerson, type Person } from "./people.ts";
import { inside, Service } from "./shell.ts";
import { AGENT_HOME, HOMES, VISITOR_HOME } from "./topology/addresses.ts";
import { buildTopology, removeTopology } from "./topology/build.ts";
import { startTurn } from "./turn.ts";

const NAME_SERVER = fileURLToPath(new URL("./name-server.ts", import.meta.url));

export interface Lab {
  /** For logs and keys; removed with the lab. */
  readonly directory: string;
  readonly certificate: Certificate;
  readonly visitor: Person;
  readonly agent: Person;
  /** Kills coturn and starts it again, as an update or a crash would. */
  readonly restartTurn: () => Promise<void>;
}

export interface Opened {
  readonly lab: Lab;
  /** What is opened later is closed first. */
  readonly onClose: (step: () => Promise<unknown>) => void;
  /** Takes everything down, in reverse order. May be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Builds the network, starts coturn and one browser in each home.
 *
 * @param light with a camera so small that its pictures cost next to nothing: for what is asked of
 *   the network, or of many calls at once, and not of the pictures
 */
export async function openLab({ light = false } = {}): Promise<Opened> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-lab-"));
  const undo: (() => Promise<unknown>)[] = [
    () => rm(directory, { recursive: true, force: true }),
    removeTopology,
  ];
  const onClose = (step: () => Promise<unknown>) => void undo.push(step);
  let closing: Promise<void> | undefined;
  const takeDown = async () => {
    for (const step of undo.toReversed()) await step();
  };
  const close = () => (closing ??= takeDown());
  try {
    await buildTopology();
    for (const home of HOMES) await putOn(home, "port-restricted");
    const certificate = await makeCertificate(directory);
    let turn: Service = await startTurn(directory, certificate);
    undo.push(() => turn.stop());
    for (const home of HOMES) {
      const args = inside(home.namespace, process.execPath, NAME_SERVER);
      const log = path.join(directory, `names-${home.who}.log`);
      const names = new Service(`names for the ${home.who}`, "ip", args, { log });
      undo.push(() => names.stop());
    }
    const camera = light ? [await smallCamera(directory)] : [];
    const start = async (home: (typeof HOMES)[number]) => {
      const person = await startPerson(home, directory, certificate.spki, camera);
      undo.push(() => person.browser.close());
      return person;
    };
    const visitor = await start(VISITOR_HOME);
    const agent = await start(AGENT_HOME);
    const restartTurn = async () => {
      await turn.stop("SIGKILL");
      turn = await startTurn(directory, certificate);
    };
    return { lab: { directory, certificate, visitor, agent, restartTurn }, onClose, close };
  } catch (error) {
    await close();
    throw error;
  }
}

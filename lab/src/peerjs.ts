import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { ringTime, type Call, type CallMaker } from "./call.ts";
import { startFront } from "./front.ts";
import type { Lab } from "./lab.ts";
import { installPeers, PEERS } from "./peers.ts";
import type { Person } from "./people.ts";
import { inside, Service } from "./shell.ts";
import { PEERJS_ADDRESS, PEERJS_NAME, SERVER } from "./topology/addresses.ts";
import { credentials, TURN_URLS } from "./turn.ts";

const HOST = fileURLToPath(new URL("./peerjs-host.ts", import.meta.url));
export const PEERJS_PORT = 4820;

/**
 * The page's script, for both sides. The agent's camera is open before the call comes, and the
 * visitor's before they click: PeerJS at its fastest. It asks for the same picture as Knock Knock
 * and shows both people, the other one on the whole page: what these cost, both products pay.
 */
const PAGE = `
import { Peer } from "peerjs";
const { id, other, ice } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const secure = location.protocol === "https:";
const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: {
  width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30 },
} });
const button = (name) => document.getElementById(name);
button("own").srcObject = camera;
const show = (stream) => { document.getElementById("remote").srcObject = stream; };
const peer = new Peer(id, {
  host: location.hostname, port: Number(location.port || (secure ? 443 : 80)), path: "/peerjs", secure,
  config: { iceServers: ice },
});
peer.on("open", () => {
  if (other === null) document.title = "ready";
  else button("call").hidden = false;
});
button("call").onclick = () => peer.call(other, camera).on("stream", show);
peer.on("call", (call) => {
  button("accept").onclick = () => { call.answer(camera); call.on("stream", show); };
  button("accept").hidden = false;
});
`;

/** What Node is to run so that PeerJS answers on loopback at `PEERJS_PORT`; installs it first. */
export async function peerJsHost(directory: string): Promise<string[]> {
  await installPeers();
  const file = path.join(directory, "peerjs-page.js");
  await writeFile(file, await bundle(PAGE));
  return [HOST, PEERS, String(PEERJS_PORT), file];
}

/** PeerJS in the lab's data centre, with the same relay as ours. */
export async function startPeerJs(
  lab: Pick<Lab, "certificate" | "directory">,
  onClose: (step: () => Promise<unknown>) => void,
): Promise<CallMaker> {
  const args = inside(SERVER.namespace, process.execPath, ...(await peerJsHost(lab.directory)));
  const host = new Service("PeerJS", "ip", args, { log: path.join(lab.directory, "peerjs.log") });
  onClose(() => host.stop());
  startFront(lab, onClose, [[PEERJS_ADDRESS, PEERJS_PORT]]);
  const relay = { urls: [...TURN_URLS], ...credentials("peerjs", 7200) };
  return peerJsCalls(`https://${PEERJS_NAME}`, [relay]);
}

export function peerJsCalls(origin: string, ice: readonly object[]): CallMaker {
  let calls = 0;
  const open = async (person: Person, id: string, other: string | null) => {
    const { context, page } = await person.fresh();
    await page.goto(`${origin}/#${encodeURIComponent(JSON.stringify({ id, other, ice }))}`);
    return { context, page };
  };
  return {
    name: "PeerJS",
    async prepare(visitor, agent) {
      calls += 1;
      const desk = await open(agent, `agent-${calls}`, null);
      await desk.page.waitForFunction(() => document.title === "ready");
      const guest = await open(visitor, `visitor-${calls}`, `agent-${calls}`);
      const call = guest.page.getByRole("button", { name: "Call" });
      await call.waitFor();
      return {
        visitor: guest.page,
        agent: desk.page,
        async ring(): Promise<number> {
          await call.click();
          await desk.page.getByRole("button", { name: "Accept" }).waitFor();
          return await ringTime(guest.page, desk.page);
        },
        async accept(): Promise<Call> {
          await desk.page.getByRole("button", { name: "Accept" }).click();
          const startedAt = await desk.page.evaluate(() => window.knockLab.clickedAt);
          return { startedAt, visitor: guest.page, agent: desk.page };
        },
        async end() {
          await guest.context.close();
          await desk.context.close();
        },
      };
    },
  };
}

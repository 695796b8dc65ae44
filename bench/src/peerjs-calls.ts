import { ringTime, type Call, type CallMaker, type Person } from "@knockknock/lab";

/**
 * The page's script, for both sides. The agent's camera is open before the call comes, and the
 * visitor's before they click: PeerJS at its fastest.
 */
export const PEERJS_PAGE = `
import { Peer } from "peerjs";
const { id, other, ice } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const secure = location.protocol === "https:";
const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
const button = (name) => document.getElementById(name);
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

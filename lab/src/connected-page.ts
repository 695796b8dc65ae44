import type { Page } from "@playwright/test";
import { ringTime, type Call, type CallMaker } from "./call.ts";
import type { Person } from "./people.ts";
import { credentials } from "./turn.ts";

/** The other's picture on the whole page, the own one in a corner, as in both products. */
const PAGE = `<!doctype html><meta charset="utf-8">
<style>#remote { width: 100%; } #own { position: fixed; right: 8px; bottom: 8px; width: 180px; }</style>
<button id="call">Call</button><button id="accept" hidden>Accept</button>
<video id="remote" autoplay playsinline muted></video>
<video id="own" autoplay playsinline muted></video>`;

declare global {
  interface Window {
    ahead: {
      offer(): Promise<void>;
      take(message: string): Promise<void>;
      /** Resolves when the other page can be spoken to. */
      connected: Promise<void>;
    };
    toOther(message: string): Promise<void>;
  }
}

/**
 * Two bare pages that connect while it rings, with both cameras open, and say *Accept* to each other
 * over their own connection: what the browsers themselves need from *Accept* to a picture, with
 * nothing left to negotiate, no server on the way and no screen to draw.
 */
export function connectedPages(relayUrls: readonly string[]): CallMaker {
  return {
    name: "bare pages, connected before",
    async prepare(visitor, agent) {
      const pages = await Promise.all([openPage(visitor), openPage(agent)]);
      const [guest, desk] = pages;
      await guest.exposeFunction("toOther", (message: string) => hear(desk, message));
      await desk.exposeFunction("toOther", (message: string) => hear(guest, message));
      const servers =
        relayUrls.length === 0 ? [] : [{ urls: [...relayUrls], ...credentials("bare") }];
      await Promise.all(pages.map((page) => page.evaluate(joinAhead, servers)));
      return {
        visitor: guest,
        agent: desk,
        async ring(): Promise<number> {
          await guest.getByRole("button", { name: "Call" }).click();
          await desk.evaluate(async () => {
            document.getElementById("accept")?.removeAttribute("hidden");
            await window.ahead.offer();
          });
          await Promise.all(pages.map((page) => page.evaluate(() => window.ahead.connected)));
          return await ringTime(guest, desk);
        },
        async accept(): Promise<Call> {
          await desk.getByRole("button", { name: "Accept" }).click();
          const startedAt = await desk.evaluate(() => window.knockLab.clickedAt);
          return { startedAt, visitor: guest, agent: desk };
        },
        async end() {
          await Promise.all(pages.map((page) => page.context().close()));
        },
      };
    },
  };
}

async function openPage(person: Person): Promise<Page> {
  const { page } = await person.fresh();
  await page.route("https://bare.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: PAGE }),
  );
  await page.goto("https://bare.example/");
  return page;
}

const hear = (page: Page, message: string) =>
  page.evaluate((text) => window.ahead.take(text), message);

/** In the page: everything but the media, which flow from *Accept* on. */
async function joinAhead(iceServers: RTCIceServer[]): Promise<void> {
  const connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
  const camera = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30 } },
  });
  const [remote, own] = document.querySelectorAll("video");
  if (remote === undefined || own === undefined) throw new Error("The page has two videos.");
  own.srcObject = camera;
  const shown = new MediaStream();
  remote.srcObject = shown;
  connection.addEventListener("track", ({ track }) => shown.addTrack(track));
  const channel = connection.createDataChannel("accept", { negotiated: true, id: 0 });
  const send = (): void => {
    for (const { sender, receiver } of connection.getTransceivers()) {
      const track = camera.getTracks().find(({ kind }) => kind === receiver.track.kind);
      void sender.replaceTrack(track ?? null);
    }
  };
  channel.addEventListener("message", send);
  document.getElementById("accept")?.addEventListener("click", () => {
    channel.send("accept");
    send();
  });
  connection.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate !== null) void window.toOther(JSON.stringify({ candidate }));
  });
  let described = Promise.resolve();
  window.ahead = {
    connected: new Promise((resolve) => {
      channel.addEventListener("open", () => {
        resolve();
      });
    }),
    async offer() {
      for (const kind of ["audio", "video"]) connection.addTransceiver(kind);
      await connection.setLocalDescription();
      await window.toOther(JSON.stringify({ description: connection.localDescription }));
    },
    take(message) {
      const { description, candidate } = JSON.parse(message) as {
        description?: RTCSessionDescription;
        candidate?: RTCIceCandidateInit;
      };
      described = described.then(async () => {
        if (candidate !== undefined) await connection.addIceCandidate(candidate);
        if (description === undefined) return;
        await connection.setRemoteDescription(description);
        if (description.type !== "offer") return;
        for (const transceiver of connection.getTransceivers()) transceiver.direction = "sendrecv";
        await connection.setLocalDescription();
        void window.toOther(JSON.stringify({ description: connection.localDescription }));
      });
      return described;
    },
  };
}

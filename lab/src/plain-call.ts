import type { Page } from "@playwright/test";
import type { Call, CallMaker } from "./call.ts";
import type { Person } from "./people.ts";
import { credentials, TURN_URLS } from "./turn.ts";

/**
 * A call between two bare pages, signaled through this process: shows what the browsers and the
 * lab can do without the product, and what the lab itself costs.
 */
export const plainCalls: CallMaker = {
  name: "bare page",
  async prepare(visitor, agent) {
    const pages = await Promise.all([visitor, agent].map(openBarePage));
    const [visitorPage, agentPage] = pages as [Page, Page];
    await join(visitorPage, agentPage);
    await join(agentPage, visitorPage);
    return {
      visitor: visitorPage,
      agent: agentPage,
      ring: () => Promise.resolve(0),
      async accept(): Promise<Call> {
        const startedAt = Date.now();
        await agentPage.evaluate(() => window.bare.offer());
        return { startedAt, visitor: visitorPage, agent: agentPage };
      },
      async end() {
        await Promise.all(pages.map((page) => page.context().close()));
      },
    };
  },
};

/** The other's picture as large as the product's bubble, the own one small. */
const PAGE = `<!doctype html><video autoplay muted width="168" height="224"></video>
<video autoplay muted width="96" height="54"></video>`;

interface Bare {
  offer(): Promise<void>;
  take(message: string): Promise<void>;
}

declare global {
  interface Window {
    bare: Bare;
    send(message: string): Promise<void>;
  }
}

async function openBarePage(person: Person): Promise<Page> {
  const { page } = await person.fresh();
  await page.route("https://bare.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: PAGE }),
  );
  await page.goto("https://bare.example/");
  return page;
}

async function join(page: Page, other: Page): Promise<void> {
  await page.exposeFunction("send", (message: string) =>
    other.evaluate((text) => window.bare.take(text), message),
  );
  const server = { urls: [...TURN_URLS], ...credentials("bare") };
  await page.evaluate(async (iceServer) => {
    const connection = new RTCPeerConnection({
      iceServers: [iceServer],
      bundlePolicy: "max-bundle",
    });
    const camera = await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30 } },
    });
    const [remote, own] = document.querySelectorAll("video");
    if (remote === undefined || own === undefined) throw new Error("the page has two videos");
    own.srcObject = camera;
    for (const track of camera.getTracks()) connection.addTrack(track, camera);
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate !== null) void window.send(JSON.stringify({ candidate }));
    });
    connection.addEventListener("track", ({ streams }) => {
      if (streams[0] !== undefined) remote.srcObject = streams[0];
    });
    let described = Promise.resolve();
    window.bare = {
      async offer() {
        await connection.setLocalDescription();
        await window.send(JSON.stringify({ description: connection.localDescription }));
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
          await connection.setLocalDescription();
          void window.send(JSON.stringify({ description: connection.localDescription }));
        });
        return described;
      },
    };
  }, server);
}

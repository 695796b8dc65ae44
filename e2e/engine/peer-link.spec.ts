import { chromium, expect, test } from "@playwright/test";
import type { Loopback } from "../../packages/call-engine/src/testing/loopback.ts";
import { serveLoopback } from "./loopback-page.ts";

declare global {
  interface Window {
    engine: { createLoopback(): Loopback };
    loopback: Loopback;
  }
}

test("two links connect without media, then media flows both ways without a negotiation", async () => {
  const served = await serveLoopback();
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    await page.evaluate(() => {
      window.loopback = window.engine.createLoopback();
    });
    await page.waitForFunction(
      () =>
        window.loopback.agent.link.channelOpen.value &&
        window.loopback.visitor.link.channelOpen.value,
    );
    const received = () =>
      page.evaluate(async () => {
        const count = async (side: "agent" | "visitor") => {
          const { link } = window.loopback[side];
          const report = await link.getStats();
          let kinds = 0;
          let frames = 0;
          let packets = 0;
          report.forEach((entry: Record<string, unknown>) => {
            if (entry["type"] !== "inbound-rtp") return;
            kinds += 1;
            packets += Number(entry["packetsReceived"] ?? 0);
            frames += Number(entry["framesDecoded"] ?? 0);
          });
          return { kinds, frames, packets };
        };
        return { agent: await count("agent"), visitor: await count("visitor") };
      });
    const before = await received();
    expect(before.agent.packets + before.visitor.packets).toBe(0);

    const signalsBefore = await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const signals = window.loopback.signals;
      for (const side of ["agent", "visitor"] as const) {
        window.loopback[side].link.setTracks(
          {
            audio: stream.getAudioTracks()[0] ?? null,
            camera: stream.getVideoTracks()[0] ?? null,
            screen: null,
          },
          "none",
        );
      }
      return signals;
    });
    await expect
      .poll(async () => {
        const now = await received();
        return Math.min(now.agent.frames, now.visitor.frames);
      })
      .toBeGreaterThan(10);
    const after = await page.evaluate(() => ({
      signals: window.loopback.signals,
      failures: [...window.loopback.agent.failures, ...window.loopback.visitor.failures].map(
        String,
      ),
      beats: window.loopback.visitor.heard.filter((message) => message.t === "beat").length,
      dropped: window.loopback.visitor.link.channel.dropped,
      sections: window.loopback.agent.sections(),
    }));
    expect(after.failures).toEqual([]);
    expect(after.signals).toBe(signalsBefore);
    expect(after.beats).toBeGreaterThan(1);
    expect(after.dropped).toBe(0);
    expect(after.sections).toEqual(["0 audio sendrecv", "1 video sendrecv", "2 video sendrecv"]);
  } finally {
    await browser.close();
    await served.close();
  }
});

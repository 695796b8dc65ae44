import { frameSize, liveCaptures } from "../measure/received.ts";
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "V7 V8 · the visitor's screen takes the main area, the agent moves to the overlay",
  { tag: "@pair" },
  async ({ inCall }) => {
    // The headless browser's screen is as large as its window, less 140 lines of its own.
    const { visitor, agent } = await inCall({ viewport: { width: 1920, height: 1240 } });
    await visitor.press("Share screen");
    await visitor.sends("audio", "video", "screen");
    await agent.receivesFrames("screen");
    await agent.receivesFrames("camera");

    for (const person of [visitor, agent]) {
      await expect(person.part("screen-video")).toBeVisible();
      await expect
        .poll(async () => {
          const screen = await person.part("screen-video").boundingBox();
          const camera = await person.part("remote-video").boundingBox();
          return screen && camera
            ? (screen.width * screen.height) / (camera.width * camera.height)
            : 0;
        })
        .toBeGreaterThan(3);
    }
    await expect(visitor.part("local-video")).toBeVisible();
    await expect
      .poll(async () => (await frameSize(agent.page, "screen")).height)
      .toBeGreaterThanOrEqual(1080);

    await visitor.press("Stop sharing");
    await visitor.sends("audio", "video");
    await expect(visitor.part("screen-video")).toBeHidden();
    await expect(agent.part("screen-video")).toBeHidden();
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio", "video"]);
  },
);

scenario("V7 · the browser's own “Stop sharing” stops it too", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.press("Share screen");
  await agent.receivesFrames("screen");
  await visitor.part("screen-video").evaluate((video) => {
    if (window.stopSharingInBrowser) return window.stopSharingInBrowser();
    const shown = video instanceof HTMLVideoElement ? video.srcObject : null;
    const screen = shown instanceof MediaStream ? shown.getVideoTracks()[0] : undefined;
    // A script that stops a track is told nothing: the event is the browser's.
    screen?.stop();
    screen?.dispatchEvent(new Event("ended"));
  });
  await expect(visitor.button("Share screen")).toBeVisible();
  await expect(agent.part("screen-video")).toBeHidden();
});

scenario(
  "V8 · a share that shows the call itself is a labelled still in the visitor's own view",
  async ({ inCall }) => {
    firefoxLacks("visitor", "a screen without a display");
    const { visitor, agent } = await inCall();
    await visitor.press("Share screen");
    await agent.receivesFrames("screen");
    // The whole screen is shared, and the call is on it: which no browser tells.
    await expect(visitor.root.getByText("it may show this page")).toBeVisible();
    const shown = visitor.part("screen-video");
    await expect
      .poll(() => shown.evaluate((video) => video instanceof HTMLVideoElement && video.paused))
      .toBe(true);
    await agent.receivesFrames("screen");
  },
);

scenario("V8 · cancelling the picker changes nothing", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.dismissesPicker(true);
  await visitor.press("Share screen");
  await visitor.dismissedPicker();
  await expect(visitor.button("Share screen")).toBeEnabled();
  await visitor.sends("audio", "video");
  await expect(visitor.part("screen-video")).toBeHidden();
  await visitor.reaches("connected");

  await visitor.dismissesPicker(false);
  await visitor.press("Share screen");
  await agent.receivesFrames("screen");
});

scenario(
  "V5 V6 V7 · muting and the camera's switch leave a share alone; it starts anew, and ends with the call",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Share screen");
    await visitor.sends("audio", "video", "screen");
    await visitor.press("Mute microphone");
    await visitor.sends("video", "screen");
    await expect(agent.part("remote-muted")).toBeVisible();
    await visitor.press("Turn camera off");
    await visitor.sends("screen");
    await expect(agent.part("camera-off")).toBeVisible();
    await agent.receivesFrames("screen");
    await visitor.press("Turn camera on");
    await visitor.press("Unmute microphone");
    await visitor.sends("audio", "video", "screen");
    await agent.receivesFrames("camera");

    await visitor.press("Stop sharing");
    await expect(agent.part("screen-video")).toBeHidden();
    await visitor.press("Share screen");
    await agent.receivesFrames("screen");
    await visitor.press("End call");
    await visitor.reaches("ended");
    await visitor.sends();
    await expect.poll(() => liveCaptures(visitor.page)).toEqual([]);
  },
);

scenario("V7 · what the system forbids is told", async ({ inCall }) => {
  const { visitor } = await inCall();
  await visitor.page.evaluate(() => {
    navigator.mediaDevices.getDisplayMedia = () =>
      Promise.reject(new DOMException("Permission denied by system", "NotAllowedError"));
  });
  await visitor.press("Share screen");
  await expect(visitor.root.getByText("Your screen could not be shared.")).toBeVisible();
  await expect(visitor.button("Share screen")).toBeEnabled();
});

scenario("V8 · the agent shares; the newer share ends the other side's", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await agent.press("Share screen");
  await visitor.receivesFrames("screen");
  await expect(visitor.part("screen-video")).toBeVisible();
  await expect(visitor.part("remote-video")).toBeVisible();

  await visitor.press("Share screen");
  await agent.receivesFrames("screen");
  await expect(agent.button("Share screen")).toBeVisible();
  await expect.poll(() => liveCaptures(agent.page)).toEqual(["audio", "video"]);
});

scenario("V7 · no dead button where the browser cannot share", async ({ agent, visitorComes }) => {
  const visitor = await visitorComes();
  await visitor.page.addInitScript(() => {
    Reflect.deleteProperty(MediaDevices.prototype, "getDisplayMedia");
    Reflect.deleteProperty(navigator.mediaDevices, "getDisplayMedia");
  });
  await visitor.visits("/");
  await visitor.knocks();
  await agent.accepts();
  await visitor.reaches("connected");
  await visitor.wake();
  await expect(visitor.button("Mute microphone")).toBeVisible();
  await expect(visitor.button("Share screen")).toBeHidden();
});

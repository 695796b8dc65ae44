import { copyFileSync, rmSync } from "node:fs";
import { ignoreElementVolume, installLoudness, loudnessRatio } from "../measure/loudness.ts";
import {
  audioEnergy,
  connectionsMade,
  liveCaptures,
  renegotiations,
  sentDevices,
} from "../measure/received.ts";
import { firefoxLacks } from "../people/engines.ts";
import { face } from "../people/faces.ts";
import type { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

const choice = (settings: Awaited<ReturnType<Visitor["openSettings"]>>, name: string) =>
  settings.getByRole("combobox", { name, exact: true });

/** The device in use, as the form marks it. */
const marked = (settings: Awaited<ReturnType<Visitor["openSettings"]>>, name: string) =>
  choice(settings, name).locator("option:checked");

/** Where there is no loudspeaker at all, its audio contexts stay suspended. */
const listensToSound = (): void =>
  firefoxLacks("visitor", "an audio graph that runs without a loudspeaker");

/** The sound of the call; the element is in no document. */
const speakerInUse = (visitor: Visitor): Promise<string> =>
  visitor.page.evaluate(async () => {
    const [player] = window.knockProbe.players;
    const devices = await navigator.mediaDevices.enumerateDevices();
    const used = devices.find(
      ({ kind, deviceId }) => kind === "audiooutput" && deviceId === player?.sinkId,
    );
    return used?.label ?? "";
  });

scenario(
  "V12 · another camera, microphone and speaker: the same connection, no new offer",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ cameras: 3 });
    await visitor.sends("audio", "video");
    const before = [await renegotiations(visitor.page), await renegotiations(agent.page)];
    const settings = await visitor.openSettings();
    await expect(marked(settings, "Camera")).toHaveText("fake_device_0");

    await choice(settings, "Camera").selectOption({ label: "fake_device_2" });
    await expect.poll(async () => (await sentDevices(visitor.page)).video).toBe("fake_device_2");
    await expect(marked(settings, "Camera")).toHaveText("fake_device_2");
    // The self view follows, and the camera before it is let go.
    const selfView = visitor.part("local-video");
    expect(
      await selfView.evaluate((video) => {
        const stream = video instanceof HTMLVideoElement ? video.srcObject : null;
        return stream instanceof MediaStream ? stream.getVideoTracks()[0]?.label : null;
      }),
    ).toBe("fake_device_2");
    expect(await liveCaptures(visitor.page)).toEqual(["audio", "video"]);
    await agent.receivesFrames("camera");

    await choice(settings, "Microphone").selectOption({ label: "Fake Audio Input 2" });
    await expect
      .poll(async () => (await sentDevices(visitor.page)).audio)
      .toBe("Fake Audio Input 2");
    const quiet = await audioEnergy(agent.page);
    await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(quiet + 0.001);

    await choice(settings, "Speaker").selectOption({ label: "Fake Audio Output 2" });
    await expect.poll(() => speakerInUse(visitor)).toBe("Fake Audio Output 2");

    expect(await connectionsMade(visitor.page)).toBe(1);
    expect(await connectionsMade(agent.page)).toBe(1);
    expect([await renegotiations(visitor.page), await renegotiations(agent.page)]).toEqual(before);
    await visitor.reaches("connected");
  },
);

scenario("V12 · choices are remembered by the next page", async ({ inCall }) => {
  const { visitor } = await inCall({ cameras: 3 });
  await visitor.sends("audio", "video");
  const settings = await visitor.openSettings();
  await choice(settings, "Camera").selectOption({ label: "fake_device_2" });
  await choice(settings, "Microphone").selectOption({ label: "Fake Audio Input 2" });
  await choice(settings, "Speaker").selectOption({ label: "Fake Audio Output 2" });
  await settings.getByRole("slider", { name: "Volume" }).fill("35");
  const chosen = { audio: "Fake Audio Input 2", video: "fake_device_2" };
  await expect.poll(() => sentDevices(visitor.page)).toEqual(chosen);
  await expect.poll(() => speakerInUse(visitor)).toBe("Fake Audio Output 2");

  await visitor.page.reload();
  await visitor.reaches("connected");
  await expect.poll(() => sentDevices(visitor.page)).toEqual(chosen);
  await expect.poll(() => speakerInUse(visitor)).toBe("Fake Audio Output 2");
  const again = await visitor.openSettings();
  await expect(marked(again, "Camera")).toHaveText("fake_device_2");
  await expect(marked(again, "Microphone")).toHaveText("Fake Audio Input 2");
  await expect(marked(again, "Speaker")).toHaveText("Fake Audio Output 2");
  await expect(again.getByRole("slider", { name: "Volume" })).toHaveValue("35");
});

scenario("V12 · the meter moves with the voice and is flat while muted", async ({ inCall }) => {
  listensToSound();
  const { visitor } = await inCall();
  await visitor.sends("audio", "video");
  const settings = await visitor.openSettings();
  const meter = settings.getByRole("meter");
  const level = async (): Promise<number> => Number(await meter.getAttribute("aria-valuenow"));
  await expect.poll(level).toBeGreaterThan(10);
  const first = await level();
  await expect.poll(level).not.toBe(first);

  await visitor.press("Mute microphone");
  await expect(meter).toHaveAttribute("aria-valuenow", "0");
  // The voice goes on meanwhile: every further reading would show it.
  await expect(visitor.root.getByText("You are muted. Unmute to be heard.")).toBeVisible();
  expect(await level()).toBe(0);
  await visitor.press("Unmute microphone");
  await expect.poll(level).toBeGreaterThan(10);
});

scenario("V12 · who talks while muted is told so, who is not muted is not", async ({ inCall }) => {
  listensToSound();
  const { visitor, agent } = await inCall();
  const hint = visitor.root.getByText("You are muted. Unmute to be heard.");
  const quiet = await audioEnergy(agent.page);
  await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(quiet + 0.01);
  await expect(hint).toHaveCount(0);
  await visitor.press("Mute microphone");
  await expect(hint).toBeVisible();
});

scenario(
  "V12 · volume is how loud the agent is, also where an element’s volume is ignored",
  async ({ inCall }) => {
    listensToSound();
    const { visitor } = await inCall({ equipped: [ignoreElementVolume, installLoudness] });
    const settings = await visitor.openSettings();
    const slider = settings.getByRole("slider", { name: "Volume" });
    for (const [percent, ratio] of [
      [20, 0.2],
      [60, 0.6],
      [0, 0],
    ] as const) {
      await slider.fill(String(percent));
      await expect
        .poll(async () => Math.abs(((await loudnessRatio(visitor.page)) ?? 9) - ratio))
        .toBeLessThan(0.03);
    }
    // Heard once: by the graph, not by the element as well.
    expect(
      await visitor.page.evaluate(() =>
        [...window.knockProbe.players].map(({ muted, paused }) => [muted, paused]),
      ),
    ).toEqual([[true, false]]);
  },
);

scenario("V12 · volume is the element’s own where that works", async ({ inCall }) => {
  const { visitor } = await inCall();
  const settings = await visitor.openSettings();
  await settings.getByRole("slider", { name: "Volume" }).fill("20");
  await expect
    .poll(() =>
      visitor.page.evaluate(() =>
        [...window.knockProbe.players].map(({ volume, muted }) => [volume, muted]),
      ),
    )
    .toEqual([[0.2, false]]);
});

scenario(
  "V12 · the test sound comes from the chosen speaker, at the chosen volume",
  async ({ inCall }) => {
    firefoxLacks("visitor", "a speaker among its fake devices");
    const { visitor } = await inCall();
    const settings = await visitor.openSettings();
    await choice(settings, "Speaker").selectOption({ label: "Fake Audio Output 1" });
    await settings.getByRole("slider", { name: "Volume" }).fill("50");
    await expect.poll(() => speakerInUse(visitor)).toBe("Fake Audio Output 1");
    const ear = await visitor.page.evaluateHandle(async () => {
      const context = new AudioContext();
      // The tones are over in half a second: it must have begun to hear before.
      await context.resume();
      return context;
    });
    const heard = visitor.page.evaluate(async (context) => {
      // Two thirds of a second: both tones, however seldom a busy page looks.
      const analyser = new AnalyserNode(context, { fftSize: 32_768 });
      const samples = new Float32Array(analyser.fftSize);
      let tapped: MediaProvider | null = null;
      let peak = 0;
      const listen = (): { sinkId: string; peak: number } | null => {
        const [call, test] = window.knockProbe.players;
        if (!call || !test) return null;
        if (test.srcObject instanceof MediaStream && tapped === null) {
          tapped = test.srcObject;
          context.createMediaStreamSource(test.srcObject).connect(analyser);
        }
        analyser.getFloatTimeDomainData(samples);
        peak = Math.max(peak, ...samples);
        // The element lets go of the tones when they have been played.
        return tapped !== null && test.srcObject === null ? { sinkId: test.sinkId, peak } : null;
      };
      return new Promise<{ sinkId: string; peak: number; expected: string }>((resolve) => {
        const look = (): void => {
          const result = listen();
          const expected = [...window.knockProbe.players][0]?.sinkId ?? "";
          if (result) resolve({ ...result, expected });
          else requestAnimationFrame(look);
        };
        look();
      });
    }, ear);
    await settings.getByRole("button", { name: "Test sound" }).click();
    const { sinkId, peak, expected } = await heard;
    expect(sinkId).toBe(expected);
    expect(peak).toBeGreaterThan(0.1);
    expect(peak).toBeLessThan(0.2);
  },
);

scenario("V12 · no speaker to choose where the browser cannot choose one", async ({ inCall }) => {
  const { visitor } = await inCall({
    equipped: [() => void Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId")],
  });
  const settings = await visitor.openSettings();
  await expect(choice(settings, "Microphone")).toBeVisible();
  await expect(choice(settings, "Speaker")).toHaveCount(0);
});

scenario(
  "V12 · the only camera is unplugged and plugged in again: told, and back in the same call",
  async ({ inCall }, info) => {
    const camera = info.outputPath("plugged.y4m");
    const { video } = await face("visitor");
    copyFileSync(video, camera);
    const { visitor, agent } = await inCall({ camera });
    await agent.sees("visitor");
    const before = await renegotiations(visitor.page);

    rmSync(camera);
    await visitor.loses("camera");
    await expect(visitor.root.getByText(/plugged\.y4m was unplugged\.$/)).toBeVisible();
    await expect(visitor.root.getByText("No camera was found.")).toBeVisible();
    await expect(agent.part("camera-off")).toBeVisible();
    await visitor.sends("audio");

    copyFileSync(video, camera);
    await visitor.plugsIn();
    await expect(visitor.root.getByText(/plugged\.y4m is back\.$/)).toBeVisible();
    await agent.sees("visitor");
    await visitor.sends("audio", "video");
    await expect(visitor.root.getByText("No camera was found.")).toBeHidden();
    expect(await connectionsMade(visitor.page)).toBe(1);
    expect(await renegotiations(visitor.page)).toBe(before);
  },
);

scenario(
  "V12 · a microphone that is unplugged gives way to another, and is used again when it is back",
  async ({ inCall }) => {
    firefoxLacks("visitor", "a second microphone among its fake devices");
    const { visitor, agent } = await inCall();
    await visitor.sends("audio", "video");
    const before = await renegotiations(visitor.page);
    const settings = await visitor.openSettings();
    await choice(settings, "Microphone").selectOption({ label: "Fake Audio Input 2" });
    const used = async () => (await sentDevices(visitor.page)).audio;
    await expect.poll(used).toBe("Fake Audio Input 2");

    await visitor.loses("microphone");
    await expect(
      visitor.root.getByText("Fake Audio Input 2 was unplugged. Using another one."),
    ).toBeVisible();
    await visitor.sends("audio", "video");
    await visitor.plugsIn();
    await expect(visitor.root.getByText("Fake Audio Input 2 is back.")).toBeVisible();
    await expect.poll(used).toBe("Fake Audio Input 2");
    await expect(marked(settings, "Microphone")).toHaveText("Fake Audio Input 2");
    const quiet = await audioEnergy(agent.page);
    await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(quiet + 0.001);
    expect(await connectionsMade(visitor.page)).toBe(1);
    expect(await renegotiations(visitor.page)).toBe(before);
  },
);

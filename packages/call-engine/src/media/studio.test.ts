import { beforeAll, expect, test, vi } from "vitest";
import { Scope } from "../lib/scope.ts";
import { Notices } from "../notices.ts";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { FakeAir } from "../testing/fake-connection.ts";
import { FakeStream, FakeTrack } from "../testing/fake-media.ts";
import { fakePlatform } from "../testing/fake-platform.ts";
import { FakeServer } from "../testing/fake-server.ts";
import { DeviceMemory } from "./device-memory.ts";
import { Studio } from "./studio.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

const HEADSET = { kind: "audioinput", deviceId: "mic-2", label: "Headset" } as const;
const WEBCAM = { kind: "videoinput", deviceId: "cam-2", label: "Webcam" } as const;

/** A call's media with two microphones and two cameras, all of it allowed. */
async function talking() {
  const clock = new FakeClock();
  const platform = fakePlatform(clock, new FakeAir(), new FakeServer(clock));
  platform.media.devices.push(HEADSET, WEBCAM);
  const memory = new DeviceMemory(platform.deviceStorage);
  const notices = new Notices();
  const studio = new Studio(platform, memory, notices, new Scope());
  studio.begin();
  await studio.local.request({ audio: true, video: true });
  await clock.advance(0);
  const { media } = platform;
  return {
    clock,
    media,
    memory,
    studio,
    said: () => notices.list.value.map(({ code, subject }) => [code, subject]),
    running: () => media.given.filter(({ readyState }) => readyState === "live"),
    labels: () => [
      studio.local.microphone.track.value?.label,
      studio.local.camera.track.value?.label,
    ],
    /** The plug is out: it is listed no more, and its track ends by itself. */
    unplug: async (label: string) => {
      media.devices = media.devices.filter((device) => device.label !== label);
      media.given.findLast((track) => track.label === label)?.unplug();
      await clock.advance(1_000);
    },
    plugIn: async (device: (typeof media.devices)[number]) => {
      media.devices.push(device);
      media.devicesChanged();
      await clock.advance(1_000);
    },
  };
}

test("a device that is unplugged gives way to another, and comes back when it is back", async () => {
  const { labels, plugIn, running, said, studio, unplug } = await talking();
  await studio.local.selectMicrophone("mic-2");
  expect(labels()).toEqual(["Headset", "Camera"]);
  await unplug("Headset");
  expect(labels()).toEqual(["Microphone", "Camera"]);
  expect(said()).toEqual([["microphone_replaced", "Headset"]]);
  await plugIn(HEADSET);
  expect(labels()).toEqual(["Headset", "Camera"]);
  expect(said().at(-1)).toEqual(["device_back", "Headset"]);
  expect(running()).toHaveLength(2);
});

test("a device that nobody chose comes back as well, also where nothing took its place", async () => {
  const { labels, media, plugIn, said, studio, unplug } = await talking();
  media.devices = media.devices.filter(({ label }) => label !== "Webcam");
  await unplug("Camera");
  expect(labels()).toEqual(["Microphone", undefined]);
  expect(said()).toEqual([["camera_lost", "Camera"]]);
  expect(studio.local.permission.value.camera).toBe("no_device");
  await plugIn({ kind: "videoinput", deviceId: "cam-1", label: "Camera" });
  expect(labels()).toEqual(["Microphone", "Camera"]);
  expect(said().at(-1)).toEqual(["device_back", "Camera"]);
});

test("another choice meanwhile stays, whatever comes back", async () => {
  const { labels, plugIn, studio, unplug } = await talking();
  await unplug("Camera");
  await studio.local.selectCamera("cam-2");
  await plugIn({ kind: "videoinput", deviceId: "cam-1", label: "Camera" });
  expect(labels()).toEqual(["Microphone", "Webcam"]);
});

test("a permission that is taken back is not called a plug that was pulled", async () => {
  const { media, said, studio } = await talking();
  media.cameraFails = { name: "NotAllowedError", message: "Permission denied" };
  media.given.findLast(({ kind }) => kind === "video")?.unplug();
  await settle();
  expect(studio.local.permission.value.camera).toBe("denied");
  expect(said()).toEqual([]);
});

test("a choice that does not start leaves the device before it as it was", async () => {
  const { clock, labels, media, memory, said, studio } = await talking();
  media.microphoneFails = { name: "NotReadableError" };
  const chosen = studio.local.selectMicrophone("mic-2");
  await clock.advance(1_000);
  await chosen;
  expect(labels()).toEqual(["Microphone", "Camera"]);
  expect(studio.local.permission.value.microphone).toBe("granted");
  expect(memory.chosen.microphone).toBeNull();
  expect(said()).toEqual([["microphone_failed", null]]);
});

test("a choice that is gone already is told, and nothing changes", async () => {
  const { labels, media, running, said, studio } = await talking();
  media.devices = media.devices.filter(({ label }) => label !== "Webcam");
  await studio.local.selectCamera("cam-2");
  expect(labels()).toEqual(["Microphone", "Camera"]);
  expect(said()).toEqual([["camera_failed", null]]);
  expect(running()).toHaveLength(2);
});

test("of two choices in a row the last one counts", async () => {
  const { clock, labels, media, running, studio } = await talking();
  let open = (): void => undefined;
  media.prompt = new Promise((resolve) => {
    open = resolve;
  });
  const first = studio.local.selectMicrophone("mic-2");
  const second = studio.local.selectMicrophone("mic-1");
  open();
  await Promise.all([first, second]);
  await clock.advance(0);
  expect(labels()[0]).toBe("Microphone");
  expect(running()).toHaveLength(2);
});

test("a phone lets its camera go before it opens another", async () => {
  const { labels, media, running, studio } = await talking();
  media.handheld = true;
  let most = 0;
  const ask = media.getUserMedia.bind(media);
  media.getUserMedia = (constraints) => {
    most = Math.max(most, running().filter(({ kind }) => kind === "video").length);
    return ask(constraints);
  };
  await studio.local.selectCamera("cam-2");
  expect(most).toBe(0);
  expect(labels()).toEqual(["Microphone", "Webcam"]);
});

test("what the browser's own button was given is used, and the listener is told", async () => {
  const clock = new FakeClock();
  const platform = fakePlatform(clock, new FakeAir(), new FakeServer(clock));
  const refusal = { name: "NotAllowedError", message: "Permission denied" };
  platform.media.microphoneFails = refusal;
  platform.media.cameraFails = refusal;
  const notices = new Notices();
  const memory = new DeviceMemory(platform.deviceStorage);
  const studio = new Studio(platform, memory, notices, new Scope());
  await studio.local.request({ audio: true, video: true });
  expect(studio.view.value.mode).toBe("listener");
  expect(studio.missing.value).toMatchObject({ audio: {}, video: {} });

  const given = new FakeStream([new FakeTrack("audio", "Mic"), new FakeTrack("video", "Cam")]);
  studio.adopt(given as unknown as MediaStream);
  await settle();
  expect(studio.view.value).toMatchObject({ mode: "full", microphone: "on", camera: "on" });
  expect(studio.missing.value).toBeNull();
  expect(notices.list.value.map(({ code }) => code)).toEqual(["upgraded_to_full"]);
});

test("devices at rest are released, also what the browser gives meanwhile, and come back as they were", async () => {
  const { clock, labels, running, studio } = await talking();
  await studio.local.selectMicrophone("mic-2");
  studio.rest(true);
  expect(running()).toEqual([]);
  expect(studio.view.value).toMatchObject({ microphone: "none", camera: "none", mode: "full" });
  await studio.local.request({ audio: true, video: true });
  expect(running()).toEqual([]);
  studio.rest(false);
  await clock.advance(0);
  expect(labels()).toEqual(["Headset", "Camera"]);
  expect(running()).toHaveLength(2);
});

test("what was off, or was never allowed, stays so after a rest", async () => {
  const { clock, media, running, studio } = await talking();
  await studio.local.setCameraOn(false);
  studio.rest(true);
  studio.rest(false);
  await clock.advance(0);
  expect(running().map(({ kind }) => kind)).toEqual(["audio"]);

  media.cameraFails = { name: "NotAllowedError" };
  await studio.local.setCameraOn(true);
  const asked = media.given.length;
  studio.rest(true);
  studio.rest(false);
  media.cameraFails = null;
  await clock.advance(0);
  expect(media.given.slice(asked).map(({ kind }) => kind)).toEqual(["audio"]);
});

test("asking again for what stays blocked says so, each time", async () => {
  const { clock, media, said, studio } = await talking();
  await studio.local.setCameraOn(false);
  media.cameraFails = { name: "NotAllowedError" };
  await studio.local.setCameraOn(true);
  expect(said()).toEqual([]);
  await studio.askAgain();
  expect(said()).toEqual([["still_blocked", null]]);
  media.cameraFails = null;
  await studio.askAgain();
  await clock.advance(0);
  expect(said()).toEqual([["still_blocked", null]]);
  expect(studio.view.value.camera).toBe("on");
});

test("a speaker that does not start is not called unplugged, and the one before goes on", async () => {
  const clock = new FakeClock();
  const platform = fakePlatform(clock, new FakeAir(), new FakeServer(clock));
  platform.media.devices.push({ kind: "audiooutput", deviceId: "out-2", label: "Headphones" });
  const speaker = platform.createSpeaker();
  const setDevice = (id: string) =>
    id === "out-2" ? Promise.reject(new Error("AbortError")) : Promise.resolve();
  const createSpeaker = () => ({ ...speaker, setDevice });
  const memory = new DeviceMemory(platform.deviceStorage);
  const notices = new Notices();
  const studio = new Studio({ ...platform, createSpeaker }, memory, notices, new Scope());
  await studio.local.request({ audio: true, video: true });
  await clock.advance(0);
  await studio.selectSpeaker("out-2");
  expect(notices.list.value.map(({ code }) => code)).toEqual(["speaker_failed"]);
  expect(studio.devices.value.speakers.map(({ active }) => active)).toEqual([true, false]);
  expect(memory.chosen.speaker).toBeNull();
});

test("a flip, and turning the camera off, leave the shared screen as it is", async () => {
  const { clock, labels, media, studio } = await talking();
  media.handheld = true;
  await studio.share();
  const shared = studio.screen.share.value?.track;
  await studio.local.flip();
  expect(labels()[1]).toBe("Webcam");
  await studio.local.setCameraOn(false);
  await clock.advance(0);
  expect(studio.view.value).toMatchObject({ camera: "off", screen: "on" });
  expect(studio.screen.share.value?.track).toBe(shared);
  expect(shared?.readyState).toBe("live");
});

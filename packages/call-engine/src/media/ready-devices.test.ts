import { beforeEach, expect, test, vi } from "vitest";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { FakeMedia } from "../testing/fake-media.ts";
import { DeviceMemory } from "./device-memory.ts";
import { ReadyDevices } from "./ready-devices.ts";

let clock: FakeClock;
let media: FakeMedia;
let ready: ReadyDevices;
beforeEach(() => {
  media = new FakeMedia();
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  clock = new FakeClock();
  ready = new ReadyDevices(media, clock, new DeviceMemory(() => storage));
});
const states = (): string[] => media.given.map(({ readyState }) => readyState);

test("are opened once and let go again", async () => {
  ready.hold(true);
  ready.hold(true);
  await settle();
  expect(states()).toEqual(["live", "live"]);
  ready.hold(false);
  await settle();
  expect(states()).toEqual(["ended", "ended"]);
});

test("are let go when the ring was over before the browser had opened them", async () => {
  ready.hold(true);
  await Promise.resolve();
  ready.hold(false);
  await settle();
  expect(states()).not.toContain("live");
});

test("belong to the call that takes them", async () => {
  ready.hold(true);
  const taken = await ready.take();
  ready.hold(false);
  await settle();
  expect(taken?.camera.track?.readyState).toBe("live");
  expect(taken?.microphone.track?.readyState).toBe("live");
  expect(ready.take()).toBeNull();
});

test("are let go and opened anew when one of the two is there no more", async () => {
  ready.hold(true);
  await settle();
  media.given[1]?.stop();
  expect(await ready.take()).toBeNull();
  expect(states()).toEqual(["ended", "ended"]);
});

test("are never the reason for a prompt", async () => {
  media.cameraFails = { name: "NotAllowedError" };
  ready.hold(true);
  expect(await ready.take()).toBeNull();
  expect(media.asked).toEqual([]);
});

test("keep the browser's capture service awake for as long as it rings", async () => {
  const list = vi.spyOn(media, "enumerateDevices");
  ready.rouse(true);
  ready.rouse(true);
  expect(list).toHaveBeenCalledTimes(1);
  await clock.advance(6_000);
  expect(list).toHaveBeenCalledTimes(3);
  ready.rouse(false);
  await clock.advance(6_000);
  expect(list).toHaveBeenCalledTimes(3);
  expect(media.asked).toEqual([]);
});

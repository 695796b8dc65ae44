import { beforeEach, expect, test } from "vitest";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { FakeMedia } from "../testing/fake-media.ts";
import { DeviceMemory } from "./device-memory.ts";
import { ReadyDevices } from "./ready-devices.ts";

let media: FakeMedia;
let ready: ReadyDevices;
beforeEach(() => {
  media = new FakeMedia();
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  ready = new ReadyDevices(media, new FakeClock(), new DeviceMemory(() => storage));
});
const states = (): string[] => media.given.map(({ readyState }) => readyState);

test("are opened once and let go again", async () => {
  ready.hold(true);
  ready.hold(true);
  await settle();
  expect(states()).toEqual(["live", "live"]);
  ready.hold(false);
  expect(states()).toEqual(["ended", "ended"]);
});

test("are let go when the ring was over before the browser had opened them", async () => {
  ready.hold(true);
  await Promise.resolve();
  ready.hold(false);
  await settle();
  expect(states()).not.toContain("live");
});

test("are never the reason for a prompt", async () => {
  media.cameraFails = { name: "NotAllowedError" };
  ready.hold(true);
  await settle();
  expect(media.asked).toEqual([]);
});

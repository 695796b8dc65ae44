import { expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeMedia } from "../testing/fake-media.ts";
import { FakeStorage } from "../testing/fake-platform.ts";
import { DeviceMemory } from "./device-memory.ts";
import { LocalMedia } from "./local-media.ts";

const BUSY = { name: "NotReadableError" };

/** Camera and microphone run. */
async function running() {
  const clock = new FakeClock();
  const backend = new FakeMedia();
  for (const id of ["mic-2", "mic-3"]) {
    backend.devices.push({ kind: "audioinput", deviceId: id, label: id });
  }
  for (const id of ["cam-2", "cam-3"]) {
    backend.devices.push({ kind: "videoinput", deviceId: id, label: id });
  }
  const storage = new FakeStorage();
  const memory = new DeviceMemory(() => storage);
  const told: string[] = [];
  const local = new LocalMedia({ backend, clock, memory, notify: (code) => told.push(code) });
  await local.request({ audio: true, video: true });
  return { backend, clock, local, memory, told };
}

test("a microphone that cannot be had leaves the running one as it was, to be muted", async () => {
  const { backend, clock, local, memory, told } = await running();
  backend.microphoneFails = BUSY;
  const chosen = local.selectMicrophone("mic-2");
  await clock.advance(1_000);
  await chosen;
  expect(told).toEqual(["microphone_failed"]);
  expect(local.permission.value.microphone).toBe("granted");
  expect(local.missing.value.audio).toBe(false);
  expect(memory.chosen.microphone).toBeNull();
  local.setMuted(true);
  expect(backend.given[0]).toMatchObject({ readyState: "live", enabled: false });
});

test("a camera that cannot be had leaves the running one as it was, to be turned off", async () => {
  const { backend, clock, local, memory, told } = await running();
  backend.cameraFails = BUSY;
  const chosen = local.selectCamera("cam-2");
  await clock.advance(1_000);
  await chosen;
  expect(told).toEqual(["camera_failed"]);
  expect(local.permission.value.camera).toBe("granted");
  expect(memory.chosen.camera).toBeNull();
  await local.setCameraOn(false);
  expect(backend.given[1]?.readyState).toBe("ended");
});

test("a device that was had is remembered, and so is the choice for a camera that is off", async () => {
  const { local, memory } = await running();
  await local.selectMicrophone("mic-2");
  await local.selectCamera("cam-2");
  expect(memory.chosen).toMatchObject({ microphone: "mic-2", camera: "cam-2" });
  await local.setCameraOn(false);
  await local.selectCamera("cam-3");
  expect(memory.chosen.camera).toBe("cam-3");
});

test("without a microphone, a camera that is only switched off makes no listener", async () => {
  const backend = new FakeMedia();
  backend.microphoneFails = { name: "NotAllowedError" };
  const storage = new FakeStorage();
  const memory = new DeviceMemory(() => storage);
  const parts = { backend, clock: new FakeClock(), memory, notify: () => undefined };
  const next = new LocalMedia(parts);
  next.startWith({ muted: false, cameraOff: true });
  await next.request({ audio: true, video: true });
  expect(next.permission.value).toEqual({ microphone: "denied", camera: "unasked" });
  expect(next.listener.value).toBe(false);
  const soundOnly = new LocalMedia(parts);
  soundOnly.startWith({ muted: false, cameraOff: true });
  await soundOnly.request({ audio: true, video: false });
  expect(soundOnly.listener.value).toBe(true);
});

test("of two quick choices of a microphone the later one counts", async () => {
  const { backend, local, memory } = await running();
  let answer = (): void => undefined;
  backend.prompt = new Promise((resolve) => (answer = resolve));
  const slow = local.selectMicrophone("mic-2");
  await vi.waitFor(() => expect(backend.asked).toHaveLength(2));
  backend.prompt = Promise.resolve();
  await local.selectMicrophone("mic-3");
  const used = local.microphone.track.value;
  answer();
  await slow;
  expect(local.microphone.track.value).toBe(used);
  expect(used?.readyState).toBe("live");
  expect(backend.given.at(-1)?.readyState).toBe("ended");
  expect(memory.chosen.microphone).toBe("mic-3");
});

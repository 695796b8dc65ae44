import { beforeAll, expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeMedia, FakeStream } from "../testing/fake-media.ts";
import { Acquirer, ANY_CAMERA, ANY_DEVICE } from "./acquire.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

function make() {
  const media = new FakeMedia();
  const clock = new FakeClock();
  return { media, clock, acquirer: new Acquirer(media, clock) };
}

test("asks once for both", async () => {
  const { acquirer, media } = make();
  const both = await acquirer.both(ANY_DEVICE, ANY_CAMERA);
  expect(both.microphone.permission).toBe("granted");
  expect(both.camera.permission).toBe("granted");
  expect(media.asked).toHaveLength(1);
});

test("after a refusal asks for each alone, and says what became of each", async () => {
  const { acquirer, media } = make();
  media.cameraFails = { name: "NotFoundError" };
  const both = await acquirer.both(ANY_DEVICE, ANY_CAMERA);
  expect(both.microphone.permission).toBe("granted");
  expect(both.camera).toEqual({ track: null, permission: "no_device" });
  expect(media.asked.map(({ audio, video }) => [Boolean(audio), Boolean(video)])).toEqual([
    [true, true],
    [true, false],
    [false, true],
  ]);
});

test("a prompt that was waved away is not followed by two more", async () => {
  const { acquirer, clock, media } = make();
  media.microphoneFails = { name: "NotAllowedError", message: "Permission dismissed" };
  media.cameraFails = media.microphoneFails;
  media.prompt = new Promise((resolve) => void clock.after(2_000, resolve));
  const asked = acquirer.both(ANY_DEVICE, ANY_CAMERA);
  await clock.advance(2_000);
  expect((await asked).camera.permission).toBe("dismissed");
  expect(media.asked).toHaveLength(1);
});

test("a prompt for the camera that was waved away leaves the microphone that was allowed before", async () => {
  const { acquirer, clock, media } = make();
  media.cameraFails = { name: "NotAllowedError", message: "Permission dismissed" };
  media.prompt = new Promise((resolve) => void clock.after(2_000, resolve));
  const asked = acquirer.both(ANY_DEVICE, ANY_CAMERA);
  await clock.advance(2_000);
  expect(await asked).toMatchObject({
    microphone: { permission: "granted" },
    camera: { track: null, permission: "dismissed" },
  });
  expect(media.asked).toHaveLength(2);
});

test("a device in use elsewhere is tried once more", async () => {
  const { acquirer, clock, media } = make();
  media.cameraFails = { name: "NotReadableError" };
  const asked = acquirer.camera(ANY_CAMERA);
  await clock.advance(100);
  media.cameraFails = null;
  await clock.advance(1_000);
  expect((await asked).permission).toBe("granted");
});

test("a chosen device that is gone gives way to any other", async () => {
  const { acquirer, media } = make();
  media.microphoneFails = { name: "OverconstrainedError" };
  const asked = acquirer.microphone({ deviceId: "gone", strict: true });
  await asked;
  expect(media.asked.map(({ audio }) => (audio as MediaTrackConstraints).deviceId)).toEqual([
    { exact: "gone" },
    undefined,
  ]);
});

test("without any capture in the browser nothing is asked", async () => {
  const { acquirer, media } = make();
  media.canCapture = false;
  const both = await acquirer.both(ANY_DEVICE, ANY_CAMERA);
  expect(both.camera.permission).toBe("unsupported");
  expect(media.asked).toEqual([]);
});

test("remembered devices of which one is gone: still one question where one has to be asked", async () => {
  const { acquirer, media } = make();
  const gone = { deviceId: "gone", strict: true };
  media.queryPermission = () => Promise.resolve({ state: "prompt" } as PermissionStatus);
  const both = await acquirer.both(gone, { ...ANY_CAMERA, deviceId: "cam-1", strict: true });
  expect([both.microphone.permission, both.camera.permission]).toEqual(["granted", "granted"]);
  expect(media.asked).toHaveLength(2);
  expect(media.asked[1]).toMatchObject({ audio: {}, video: {} });
});

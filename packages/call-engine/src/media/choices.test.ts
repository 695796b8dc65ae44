import { expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeMedia } from "../testing/fake-media.ts";
import { FakeStorage } from "../testing/fake-platform.ts";
import { DeviceMemory } from "./device-memory.ts";
import { LocalMedia } from "./local-media.ts";

type Facing = "user" | "environment" | undefined;

/** A phone in a call, with cameras that say which way they face, or do not. */
async function onPhone(...facing: readonly Facing[]) {
  const clock = new FakeClock();
  const backend = new FakeMedia();
  backend.handheld = true;
  backend.devices = [
    { kind: "audioinput", deviceId: "mic-1", label: "Microphone" },
    ...facing.map((facingMode, index) => ({
      kind: "videoinput" as const,
      deviceId: `cam-${String(index)}`,
      label: `Camera ${String(index)}`,
      ...(facingMode && { facingMode }),
    })),
  ];
  const storage = new FakeStorage();
  const memory = new DeviceMemory(() => storage);
  const told: string[] = [];
  const local = new LocalMedia({ backend, clock, memory, notify: (code) => told.push(code) });
  await local.request({ audio: true, video: true });
  let most = 0;
  const running = () => backend.given.filter((one) => one.kind === "video" && !isOver(one));
  const ask = backend.getUserMedia.bind(backend);
  backend.getUserMedia = (constraints) => {
    most = Math.max(most, running().length);
    return ask(constraints);
  };
  return {
    backend,
    clock,
    local,
    memory,
    told,
    inUse: () => [local.camera.deviceId.value, local.facing.value],
    running,
    /** So many cameras were running when another one was asked for. */
    mostRunning: () => most,
    /** A camera that does not start is tried again after a while. */
    flips: async () => {
      const done = local.flip();
      let over = false;
      void done.then(() => (over = true));
      await vi.waitFor(async () => {
        await clock.advance(1_000);
        expect(over).toBe(true);
      });
    },
  };
}

const isOver = ({ readyState }: { readyState: string }): boolean => readyState === "ended";

test.each<[string, Facing[]]>([
  ["that say which way they face", ["user", "environment"]],
  ["that do not say which way they face", [undefined, undefined]],
])("flips to the other one of two cameras %s, and back", async (_what, facing) => {
  const { flips, inUse, mostRunning, running, told } = await onPhone(...facing);
  expect(inUse()).toEqual(["cam-0", "user"]);
  await flips();
  expect(inUse()).toEqual(["cam-1", "environment"]);
  await flips();
  expect(inUse()).toEqual(["cam-0", "user"]);
  expect(told).toEqual([]);
  expect(mostRunning()).toBe(0);
  expect(running()).toHaveLength(1);
});

test("of cameras that all face the visitor, and one that does not say, takes that one", async () => {
  const { flips, inUse } = await onPhone("user", "user", undefined);
  await flips();
  expect(inUse()).toEqual(["cam-2", "environment"]);
});

test.each<[string, Facing[]]>([
  ["the only camera", [undefined]],
  ["another one that faces the same way", ["user", "user"]],
])("a browser that gives %s has not flipped: the old one is back", async (_what, facing) => {
  const { flips, inUse, running, told } = await onPhone(...facing);
  await flips();
  expect(told).toEqual(["flip_failed"]);
  expect(inUse()).toEqual(["cam-0", "user"]);
  expect(running()).toHaveLength(1);
});

test.each<[string, Facing[]]>([
  ["one that faces the other way", ["user", "environment"]],
  ["one that does not say so", [undefined, undefined]],
])("when %s does not start, the very camera before comes back", async (_what, facing) => {
  const { backend, flips, inUse, running, told } = await onPhone(...facing);
  backend.broken.add("cam-1");
  await flips();
  expect(told).toEqual(["flip_failed"]);
  expect(inUse()).toEqual(["cam-0", "user"]);
  expect(running()).toHaveLength(1);
});

test("the camera flipped to is the one that is turned on again, and the next page's", async () => {
  const { flips, inUse, local, memory } = await onPhone(undefined, undefined);
  await local.selectCamera("cam-0");
  await flips();
  await local.setCameraOn(false);
  await local.setCameraOn(true);
  expect(inUse()).toEqual(["cam-1", "environment"]);
  expect(memory.chosen.camera).toBe("cam-1");
});

test("a flip that failed is not remembered", async () => {
  const { backend, flips, local, memory } = await onPhone("user", "environment");
  await local.selectCamera("cam-0");
  backend.broken.add("cam-1");
  await flips();
  expect(memory.chosen.camera).toBe("cam-0");
});

test("a camera that is turned off in the middle of a flip stays off", async () => {
  const { backend, local, running } = await onPhone("user", "environment");
  let answer = (): void => undefined;
  backend.prompt = new Promise((resolve) => (answer = resolve));
  const flipped = local.flip();
  await vi.waitFor(() => expect(backend.asked).toHaveLength(2));
  await local.setCameraOn(false);
  answer();
  await flipped;
  expect(running()).toHaveLength(0);
  expect(local.cameraState.value).toBe("off");
});

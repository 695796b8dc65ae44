import { beforeAll, expect, test, vi } from "vitest";
import type { Sending } from "./model.ts";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { CALL } from "./testing/fake-server.ts";
import { inCall, modelOf, stage } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

const words = (sending: Sending): string =>
  (["audio", "video", "screen"] as const).filter((medium) => sending[medium]).join(" ");

test("says that it sends nothing before the connection is up", async () => {
  const { air, clock, desk, visitor } = stage();
  await settle();
  air.open = false;
  visitor.start({ audio: true, video: true });
  await clock.advance(100);
  await desk.accept(CALL);
  await clock.advance(2_000);
  const { phase, sending } = modelOf(visitor);
  expect([phase.value, words(sending.value)]).toEqual(["connecting", ""]);
  air.open = true;
  await clock.advance(1_000);
  expect([phase.value, words(sending.value)]).toEqual(["connected", "audio video"]);
});

test("says that it sends no pictures while the link is cut", async () => {
  const { air, caller, clock } = await inCall();
  caller.toggleScreen.value?.();
  await clock.advance(100);
  expect(words(caller.sending.value)).toBe("audio video screen");
  air.open = false;
  await clock.advance(2_500);
  expect([caller.phase.value, words(caller.sending.value)]).toEqual(["reconnecting", "audio"]);
  air.open = true;
  await clock.advance(1_000);
  expect(words(caller.sending.value)).toBe("audio video screen");
});

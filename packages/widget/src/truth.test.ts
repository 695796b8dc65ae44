import { createFakeCall, fakeLocal } from "@knockknock/call-engine/testing";
import { expect, test } from "vitest";
import { sendingOf, stateOf } from "./truth.ts";

test("nothing is sent before an agent has answered", () => {
  expect(sendingOf(null)).toBe("");
  expect(sendingOf(createFakeCall({ phase: "ringing" }))).toBe("");
  expect(sendingOf(createFakeCall({ phase: "connected" }))).toBe("audio video");
});

test("what is off is not sent", () => {
  const local = fakeLocal({ microphone: "muted", camera: "off", screen: "on" });
  expect(sendingOf(createFakeCall({ phase: "connected", local }))).toBe("screen");
  const listener = fakeLocal({ microphone: "none", camera: "none", mode: "listener" });
  expect(sendingOf(createFakeCall({ phase: "connected", local: listener }))).toBe("");
});

test("the snapshot says what shows", () => {
  expect(stateOf(null, "launcher")).toMatchObject({
    phase: "idle",
    view: "launcher",
    callId: null,
  });
  expect(stateOf(createFakeCall({ durationMs: 2000 }), "minimized")).toEqual({
    phase: "connected",
    view: "minimized",
    mode: "full",
    callId: "call-0001",
    durationMs: 2000,
  });
});

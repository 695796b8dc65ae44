import { createFakeCall } from "@knockknock/call-engine/testing";
import { expect, test } from "vitest";
import { sendingOf, stateOf } from "./truth.ts";

test("what leaves the page is named", () => {
  expect(sendingOf(null)).toBe("");
  expect(sendingOf(createFakeCall({ phase: "ringing" }))).toBe("");
  expect(sendingOf(createFakeCall({ phase: "connected" }))).toBe("audio video");
  const sending = { audio: false, video: false, screen: true };
  expect(sendingOf(createFakeCall({ phase: "connected", sending }))).toBe("screen");
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
  expect(stateOf(createFakeCall({ phase: "ended" }), "minimized").view).toBe("expanded");
});

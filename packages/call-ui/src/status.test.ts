import { createFakeCall, fakeLocal, fakeRemote } from "@knockknock/call-engine/testing";
import { expect, test } from "vitest";
import { statusOf } from "./status.ts";
import { en } from "./words/en.ts";

const title = (call: Parameters<typeof createFakeCall>[0]) =>
  statusOf(createFakeCall(call), en, "Agent")?.title ?? null;

test("each phase says what is happening", () => {
  const asking = fakeLocal({ microphone: "pending", camera: "pending" });
  expect(title({ phase: "requesting", local: asking })).toBe("Your browser is asking");
  expect(title({ phase: "requesting" })).toBe("Knocking…");
  expect(title({ phase: "ringing" })).toBe("Knocking…");
  expect(title({ phase: "connecting" })).toBe("Connecting…");
  expect(title({ phase: "connected" })).toBeNull();
  expect(title({ phase: "reconnecting" })).toBe("Reconnecting…");
  expect(title({ phase: "ended" })).toBe("Call ended");
});

test("a queue that nobody watches says so at once", () => {
  const waiting = { position: 1, anyoneOnline: false, deadlineAt: 0 };
  expect(title({ phase: "queued", waiting })).toBe("Nobody is here right now");
});

test("a visitor on hold is told what that means; who put them there knows", () => {
  const hint = (self: "visitor" | "agent") =>
    statusOf(createFakeCall({ self, onHold: true }), en, "Kim")?.hint;
  expect(hint("visitor")).toBe("Kim will be back in a moment. Nobody sees or hears you meanwhile.");
  expect(hint("agent")).toBe("");
});

test("a page that changes is no hang-up and no frozen picture", () => {
  expect(title({ phase: "reconnecting", reconnecting: "page" })).toBe("Agent is changing page…");
  const remote = fakeRemote({ presence: "leaving" });
  expect(title({ phase: "connected", remote })).toBe("Agent is changing page…");
});

import { expect, test } from "vitest";
import { cardMayShow, deskPhase } from "./phase.ts";

test("ringing exactly while the card shows", () => {
  expect(deskPhase(null, true)).toBe("ringing");
  expect(deskPhase("ended", true)).toBe("ringing");
  expect(deskPhase("ringing", false)).toBe("connecting");
});

test("without a card, the phase is the call's", () => {
  expect(deskPhase(null, false)).toBe("idle");
  expect(deskPhase("connected", false)).toBe("connected");
  expect(deskPhase("ended", false)).toBe("ended");
});

test("a new knock shows on top of an end screen but not of a conversation", () => {
  expect(cardMayShow("ended")).toBe(true);
  expect(cardMayShow(null)).toBe(true);
  expect(cardMayShow("connected")).toBe(false);
  expect(cardMayShow("reconnecting")).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeIncoming } from "../testing/fake-data.ts";
import {
  freshNews,
  frontRing,
  NEWS_MS,
  NO_RINGS,
  reduceRings,
  ringing,
  type RingsEvent,
  type RingsState,
} from "./rings.ts";

const older = fakeIncoming({ callId: "call-older", knockedAt: 1_000 });
const newer = fakeIncoming({ callId: "call-newer", knockedAt: 2_000 });
const both: RingsEvent = { type: "snapshot", incoming: [newer, older] };

const after = (...events: readonly RingsEvent[]): RingsState =>
  events.reduce(reduceRings, NO_RINGS);
const ids = (state: RingsState) => ringing(state).map((call) => call.callId);

test("the oldest knock is on the card, and the agent may choose another", () => {
  expect(frontRing(after(both))?.callId).toBe("call-older");
  expect(frontRing(after(both, { type: "chosen", callId: "call-newer" }))?.callId).toBe(
    "call-newer",
  );
});

test("the loser of a race loses the card at once and learns who was faster", () => {
  const state = after(
    both,
    { type: "accept", callId: "call-older" },
    { type: "ended", info: { callId: "call-older", outcome: "answered", by: "Robin" }, at: 5_000 },
    { type: "accept_failed", callId: "call-older", at: 5_010 },
  );
  expect(ids(state)).toEqual(["call-newer"]);
  expect(state.answering).toBeNull();
  expect(freshNews(state, 5_100)).toMatchObject([{ outcome: "answered", by: "Robin" }]);
});

test("the winner is not told that somebody answered", () => {
  const state = after(
    both,
    { type: "accept", callId: "call-older" },
    { type: "ended", info: { callId: "call-older", outcome: "answered", by: "Me" }, at: 5_000 },
    { type: "accepted", callId: "call-older" },
  );
  expect(freshNews(state, 5_000)).toEqual([]);
});

test("a declined call is gone although a late snapshot still names it", () => {
  const state = after(both, { type: "decline", callId: "call-older" }, both);
  expect(ids(state)).toEqual(["call-newer"]);
});

test("a call that left the desk may ring again", () => {
  const state = after(
    both,
    { type: "decline", callId: "call-older" },
    { type: "snapshot", incoming: [newer] },
    both,
  );
  expect(ids(state)).toEqual(["call-older", "call-newer"]);
});

test("a decline that did not reach the server brings the card back", () => {
  const state = after(
    both,
    { type: "decline", callId: "call-older" },
    { type: "decline_failed", callId: "call-older", at: 1 },
  );
  expect(ids(state)).toEqual(["call-older", "call-newer"]);
});

test("news goes away by itself", () => {
  const state = after(both, {
    type: "ended",
    info: { callId: "call-older", outcome: "cancelled", by: null },
    at: 1_000,
  });
  expect(freshNews(state, 1_000 + NEWS_MS - 1)).toHaveLength(1);
  expect(freshNews(state, 1_000 + NEWS_MS)).toHaveLength(0);
});

test("whatever happens, the card shows a call that rings, and none only when none rings", () => {
  const callId = fc.constantFrom("call-older", "call-newer", "call-other");
  const event: fc.Arbitrary<RingsEvent> = fc.oneof(
    fc.subarray([older, newer]).map((incoming): RingsEvent => ({ type: "snapshot", incoming })),
    callId.map((id): RingsEvent => ({ type: "chosen", callId: id })),
    callId.map((id): RingsEvent => ({ type: "accept", callId: id })),
    callId.map((id): RingsEvent => ({ type: "accepted", callId: id })),
    callId.map((id): RingsEvent => ({ type: "accept_failed", callId: id, at: 0 })),
    callId.map((id): RingsEvent => ({ type: "decline", callId: id })),
    callId.map((id): RingsEvent => ({ type: "decline_failed", callId: id, at: 0 })),
    callId.map((id): RingsEvent => ({
      type: "ended",
      info: { callId: id, outcome: "timeout", by: null },
      at: 0,
    })),
  );
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const state = after(...events);
      const front = frontRing(state);
      const rings = ringing(state);
      expect(front === null ? rings.length === 0 : rings.includes(front)).toBe(true);
    }),
  );
});

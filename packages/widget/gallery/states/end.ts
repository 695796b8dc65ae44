import { createFakeCall, fakeRemote } from "@knockknock/call-engine/testing";
import type { EndReason, Party } from "@knockknock/protocol";
import type { State, States } from "../state.ts";

const ended = (
  reason: EndReason,
  by: Party,
  durationMs: number,
  more: Partial<State> = {},
): State => ({
  ...more,
  model: createFakeCall({
    phase: "ended",
    remote: durationMs > 0 ? fakeRemote() : null,
    end: { reason, by, durationMs },
  }),
});

/** After the call, and instead of it. */
export const end: States = {
  ended: () => ended("hangup", "visitor", 371_000),
  "ended-rated": () => ended("hangup", "agent", 371_000, { press: [(words) => words.stars(4)] }),
  "ended-thanked": () =>
    ended("hangup", "agent", 371_000, {
      press: [(words) => words.stars(5), (words) => words.sendRating],
    }),
  "ended-lost": () => ended("connection_lost", "system", 41_000),
  "ended-restart": () => ended("server_shutdown", "system", 41_000),
  "ended-replaced": () => ended("replaced", "system", 41_000),
  "ended-cancelled": () => ended("cancelled", "visitor", 0),
  "ended-declined": () => ended("declined", "agent", 0),
  "ended-no-answer": () => ended("no_answer", "system", 0),
  "ended-writing": () =>
    ended("no_answer", "system", 0, { press: [(words) => words.leaveMessage] }),
  "ended-not-sent": () =>
    ended("no_answer", "system", 0, {
      press: [(words) => words.leaveMessage, (words) => words.send],
      messageFails: true,
    }),
  "ended-sent": () =>
    ended("no_answer", "system", 0, {
      press: [(words) => words.leaveMessage, (words) => words.send],
    }),
  "ended-not-connected": () => ended("connect_failed", "system", 0),
  "ended-error": () => ended("internal_error", "system", 0),
  "ended-not-set-up": () => ({
    model: createFakeCall({
      phase: "ended",
      end: { reason: "internal_error", by: "system", durationMs: 0, notSetUp: true },
    }),
  }),
};

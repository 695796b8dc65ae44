/**
 * The call machine: `(state, event, now) → { state, effects }`, pure. The server's only writer of
 * a call's phase runs it inside a transaction (`service.ts`).
 *
 * The same `state` object coming back means that nothing changed. A `refused` effect answers a
 * command that was not allowed.
 */
import type { CallEvent } from "./machine/events.ts";
import {
  reduceConnected,
  reduceConnecting,
  reduceReconnecting,
  reduceTransferring,
} from "./machine/live.ts";
import type { CallState } from "./machine/state.ts";
import { type CallStep, refused, same } from "./machine/steps.ts";
import { reduceQueued, reduceRinging } from "./machine/waiting.ts";

export * from "./machine/events.ts";
export * from "./machine/state.ts";

export function reduce(state: CallState, event: CallEvent, now: number): CallStep {
  const { phase } = state;
  switch (phase.name) {
    case "queued":
      return reduceQueued(state, phase, event, now);
    case "ringing":
      return reduceRinging(state, phase, event, now);
    case "connecting":
      return reduceConnecting(state, phase, event, now);
    case "connected":
      return reduceConnected(state, phase, event, now);
    case "reconnecting":
      return reduceReconnecting(state, phase, event, now);
    case "transferring":
      return reduceTransferring(state, phase, event, now);
    case "ended":
      // Over is over. Only who tries to answer is told so: the screen waits for a yes.
      return event.type === "accept"
        ? refused(state, "wrong_phase", "This call is over.")
        : same(state);
  }
}

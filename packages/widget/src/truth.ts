import type { CallModel } from "@knockknock/call-engine";
import type { View, WidgetState } from "./handoff.ts";
import { idle } from "./loader/api.ts";

/** The snapshot that `KnockKnock.state` gives; reads signals, so effects may depend on it. */
export function stateOf(call: CallModel | null, view: View): WidgetState {
  if (!call) return idle();
  const phase = call.phase.value;
  return Object.freeze({
    phase,
    // The end is never small, and is told in one word with the call's.
    view: phase === "ended" ? "expanded" : view,
    mode: call.local.value.mode,
    callId: call.callId.value,
    durationMs: call.durationMs.value,
  });
}

/** The contract's `data-sending`; empty without a call. */
export function sendingOf(call: CallModel | null): string {
  const { audio, screen, video } = call?.sending.value ?? {};
  const sent: string[] = [];
  if (audio) sent.push("audio");
  if (video) sent.push("video");
  if (screen) sent.push("screen");
  return sent.join(" ");
}

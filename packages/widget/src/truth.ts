import type { CallModel } from "@knockknock/call-engine";
import type { View, WidgetState } from "./handoff.ts";
import { idle } from "./loader/api.ts";

/** The snapshot that `KnockKnock.state` gives; reads signals, so effects may depend on it. */
export function stateOf(call: CallModel | null, view: View): WidgetState {
  if (!call) return idle();
  return Object.freeze({
    phase: call.phase.value,
    view,
    mode: call.local.value.mode,
    callId: call.callId.value,
    durationMs: call.durationMs.value,
  });
}

/** What really leaves this page: nothing before an agent has answered. */
export function sendingOf(call: CallModel | null): string {
  const phase = call?.phase.value;
  if (!call || (phase !== "connecting" && phase !== "connected" && phase !== "reconnecting")) {
    return "";
  }
  const local = call.local.value;
  const sent: string[] = [];
  if (local.microphone === "on") sent.push("audio");
  if (local.camera === "on") sent.push("video");
  if (local.screen === "on") sent.push("screen");
  return sent.join(" ");
}

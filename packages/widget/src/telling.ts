import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { CallModel } from "@knockknock/call-engine";
import type { Handoff, View } from "./handoff.ts";
import { sendingOf, stateOf } from "./truth.ts";

/**
 * Keeps the element's attributes true and tells the page what changed. Attributes first, then
 * events: a handler that looks at the element sees the same. Returns what stops it.
 */
export function tellTheTruth(
  { host, emit }: Pick<Handoff, "host" | "emit">,
  call: ReadonlySignal<CallModel | null>,
  view: ReadonlySignal<View>,
): () => void {
  let before = untracked(() => stateOf(call.value, view.value));
  return effect(() => {
    const state = stateOf(call.value, view.value);
    const sending = sendingOf(call.value);
    const end = call.value?.end.value;
    const { dataset } = host;
    dataset["phase"] = state.phase;
    dataset["view"] = state.view;
    dataset["mode"] = state.mode;
    dataset["sending"] = sending;
    const last = before;
    before = state;
    untracked(() => {
      if (state.phase !== last.phase) emit("phase", state);
      if (state.view !== last.view) emit("view", state);
      if (state.mode !== last.mode) emit("mode", state);
      if (state.phase === "ended" && last.phase !== "ended" && end) {
        emit("ended", { reason: end.reason, by: end.by, durationMs: end.durationMs });
      }
    });
  });
}

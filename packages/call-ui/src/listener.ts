import type { CallModel } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

/** `name`: of the other side. Null while nothing is wrong, or while the browser's prompt is still open. */
export function listenerText(model: CallModel, words: Words, name: string): string | null {
  const local = model.local.value;
  if (local.microphone === "pending" || local.camera === "pending") return null;
  if (model.phase.value === "ended" || model.phase.value === "idle") return null;
  if (local.mode === "listener") {
    return words.listenerExplains(name);
  }
  if (withheld(local.permission.camera)) return words.noCameraExplains;
  if (withheld(local.permission.microphone)) return words.noMicrophoneExplains;
  return null;
}

/** Asked for, and not to be had; why is the guide's business. */
const withheld = (permission: string): boolean =>
  permission !== "granted" && permission !== "unasked" && permission !== "prompting";

import type { CallModel } from "@knockknock/call-engine";
import { nameOf } from "./names.ts";
import type { Words } from "./words/words.ts";

/** Null while nothing is wrong, or while the browser's prompt is still open. */
export function listenerText(model: CallModel, words: Words): string | null {
  const local = model.local.value;
  if (local.microphone === "pending" || local.camera === "pending") return null;
  if (model.phase.value === "ended" || model.phase.value === "idle") return null;
  if (local.mode === "listener") {
    return words.listenerExplains(nameOf(model.remote.value, model.self, words));
  }
  if (blocked(local.permission.camera)) return words.noCameraExplains;
  if (blocked(local.permission.microphone)) return words.noMicrophoneExplains;
  return null;
}

/** The website's Permissions-Policy says no: the visitor's own settings cannot change that. */
export const forbiddenByPage = (model: CallModel): boolean => {
  const { camera, microphone } = model.local.value.permission;
  return camera === "blocked_by_policy" || microphone === "blocked_by_policy";
};

const blocked = (permission: string): boolean =>
  permission === "denied" ||
  permission === "blocked_by_system" ||
  permission === "blocked_by_policy";

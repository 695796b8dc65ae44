import type { CallModel } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

export interface Status {
  readonly title: string;
  readonly hint: string;
}

/** What is happening right now, in words; null while the call simply goes on. */
export function statusOf(model: CallModel, words: Words, name: string): Status | null {
  const phase = model.phase.value;
  switch (phase) {
    case "idle":
      return null;
    case "requesting":
      // Answered, but the server has not said yet who rings.
      return promptOpen(model)
        ? { title: words.askingPermission, hint: words.askingPermissionHint }
        : { title: words.knocking, hint: "" };
    case "queued":
      return queueStatus(model, words);
    case "ringing":
      if (model.direction.value === "outbound") {
        return model.self === "visitor"
          ? { title: words.callingYou(name), hint: "" }
          : { title: words.calling(name), hint: words.callingHint };
      }
      return { title: words.knocking, hint: waitingHint(model, words) || words.ringingHint(name) };
    case "connecting":
      return { title: words.connecting, hint: "" };
    case "reconnecting":
      return model.reconnecting.value === "page"
        ? { title: words.changingPage(name), hint: words.changingPageHint }
        : { title: words.reconnecting, hint: words.reconnectingHint };
    case "connected":
      if (model.remote.value?.presence === "leaving") {
        return { title: words.changingPage(name), hint: words.changingPageHint };
      }
      if (!model.onHold.value) return null;
      return {
        title: words.onHold,
        hint: model.self === "visitor" ? words.onHoldHint(name) : "",
      };
    case "ended": {
      const reason = model.end.value?.reason;
      return reason ? { title: words.ended[reason], hint: "" } : null;
    }
  }
}

const promptOpen = (model: CallModel): boolean => {
  const { microphone, camera } = model.local.value;
  return microphone === "pending" || camera === "pending";
};

const waitingHint = (model: CallModel, words: Words): string => {
  const position = model.waiting.value?.position ?? null;
  return position === null ? "" : words.position(position);
};

function queueStatus(model: CallModel, words: Words): Status {
  if (model.waiting.value?.anyoneOnline === false) {
    return { title: words.nobodyOnline, hint: words.nobodyOnlineHint };
  }
  return { title: words.knocking, hint: waitingHint(model, words) };
}

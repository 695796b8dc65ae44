/** Everything that tells an agent of a knock besides the card: sound, notification, title, badge. */
import { effect, untracked } from "@preact/signals";
import type { DeskModel } from "../desk/model.ts";
import type { Words } from "../words/en.ts";
import type { Notifier } from "./notifier.ts";
import type { Ringtone } from "@knockknock/call-ui/ringtone";
import { noticeText, visitorName } from "./visitor-words.ts";

export interface AlertParts {
  readonly ringtone: Ringtone;
  readonly notifier: Notifier;
  readonly words: Words;
}

const setBadge = (count: number) => {
  if (!("setAppBadge" in navigator)) return;
  const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  // Only installed apps have a badge; elsewhere the browser refuses.
  done.catch(() => undefined);
};

/** Of all tabs of this agent one is heard: the first that may be, for as long as it rings. */
const soloist = (ringtone: Pick<Ringtone, "start" | "stop">): ((rings: boolean) => void) => {
  let silence: AbortController | null = null;
  return (rings) => {
    if (!rings) {
      silence?.abort();
      silence = null;
      return;
    }
    if (silence !== null) return;
    silence = new AbortController();
    const { signal } = silence;
    const ring = (): Promise<void> => {
      if (signal.aborted) return Promise.resolve();
      ringtone.start();
      return new Promise((done) => {
        signal.addEventListener("abort", () => {
          ringtone.stop();
          done();
        });
      });
    };
    // Without locks (plain HTTP) every tab rings. Aborted while it waited: nothing to ring for.
    const alone = "locks" in navigator ? navigator.locks.request(BELL, { signal }, ring) : ring();
    alone.catch(() => undefined);
  };
};
const BELL = "knockknock:bell";

/** Returns what stops it. */
export const startAlerts = (model: DeskModel, parts: AlertParts): (() => void) => {
  const { ringtone, notifier, words } = parts;

  const sound = soloist(ringtone);
  const unlock = () => {
    if (ringtone.blocked.peek()) ringtone.unlock();
  };
  // Not when the press begins: what is then taken away would move the button from under the pointer.
  const gestures = ["click", "keydown"] as const;
  for (const gesture of gestures) addEventListener(gesture, unlock, { capture: true });

  const stopEffect = effect(() => {
    const front = model.front.value;
    const calls = front === null ? [] : [front, ...model.behind.value];
    const answering = model.answering.value !== null;

    sound(calls.length > 0 && !answering && !ringtone.blocked.value);
    document.title =
      calls.length > 0 ? `${words.ring.badge(calls.length)} · ${words.product}` : words.product;
    setBadge(calls.length);

    notifier.keepOnly(new Set(calls.map((call) => call.callId)));
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    untracked(() => {
      for (const { callId, card } of calls) {
        const body = noticeText(card, words);
        notifier.show(
          { callId, title: words.ring.announce(visitorName(card, words), ""), body },
          () => {
            model.choose(callId);
          },
        );
      }
    });
  });

  return () => {
    stopEffect();
    for (const gesture of gestures) removeEventListener(gesture, unlock, { capture: true });
    sound(false);
    notifier.keepOnly(new Set());
    document.title = words.product;
    setBadge(0);
  };
};

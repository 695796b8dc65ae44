/** Everything that tells an agent of a knock besides the card: sound, notification, title, badge. */
import { effect, untracked } from "@preact/signals";
import type { DeskModel } from "../desk/model.ts";
import type { Words } from "../words/en.ts";
import type { Notifier } from "./notifier.ts";
import type { Ringtone } from "@knockknock/call-ui/ringtone";
import { pageTitle, visitorName } from "./visitor-words.ts";

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

/** Returns what stops it. */
export const startAlerts = (model: DeskModel, parts: AlertParts): (() => void) => {
  const { ringtone, notifier, words } = parts;

  const unlock = () => {
    if (ringtone.blocked.peek()) ringtone.unlock();
  };
  const gestures = ["pointerdown", "keydown"] as const;
  for (const gesture of gestures) addEventListener(gesture, unlock, { capture: true });

  const stopEffect = effect(() => {
    const front = model.front.value;
    const calls = front === null ? [] : [front, ...model.behind.value];
    const answering = model.answering.value !== null;

    if (calls.length > 0 && !answering) ringtone.start();
    else ringtone.stop();
    document.title =
      calls.length > 0 ? `${words.ring.badge(calls.length)} · ${words.product}` : words.product;
    setBadge(calls.length);

    notifier.keepOnly(new Set(calls.map((call) => call.callId)));
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    untracked(() => {
      for (const { callId, card } of calls) {
        const body = `${pageTitle(card.page)} · ${card.siteName}`;
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
    ringtone.stop();
    notifier.keepOnly(new Set());
    document.title = words.product;
    setBadge(0);
  };
};

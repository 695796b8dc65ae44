import type { ReadonlySignal } from "@preact/signals-core";
import type { MediaState } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import type { ScreenShare } from "./media/screen.ts";
import type { Health } from "./peer/link-health.ts";

/**
 * After this time on a link that is up, the other side has heard of a share: 1.5 s are several round
 * trips on any link that carries a call. Two shares that both begin within it may cross each other.
 */
const CROSSING_MS = 1_500;

export interface ShareRuleOptions {
  readonly self: "visitor" | "agent";
  readonly clock: Clock;
  readonly health: ReadonlySignal<Health | null>;
  readonly own: ScreenShare;
  readonly remoteMedia: ReadonlySignal<MediaState>;
  onYield(): void;
}

/**
 * One screen at a time: a share that the other side starts later ends this side's. Which of two is
 * the later one only its side knows, and does not yield: there the other's share was known before
 * its own began. So whoever hears of another share during the own one yields; but of two that cross
 * each other both hear so, and one must stay. That is the visitor's: where they may have crossed it
 * waits for the agent to yield, and does so itself when the agent does not.
 */
export function yieldToNewerShare(options: ShareRuleOptions): () => void {
  const { clock, health, own, remoteMedia, self } = options;
  /** Since when the other side may be hearing of the own share. */
  let toldAt = 0;
  let remoteShared = remoteMedia.peek().screen;
  let cancel = (): void => undefined;
  const tells = (): void => {
    toldAt = clock.now();
  };
  const decide = (): void => {
    const heard = health.peek() === "up" && clock.now() - toldAt >= CROSSING_MS;
    if (self === "visitor" && !heard) {
      cancel = clock.after(CROSSING_MS, decide);
      return;
    }
    own.stop();
    options.onYield();
  };
  const stops = [
    own.state.subscribe(() => {
      cancel();
      tells();
    }),
    health.subscribe(tells),
    remoteMedia.subscribe(({ screen }) => {
      const began = screen && !remoteShared;
      remoteShared = screen;
      if (!screen) cancel();
      if (began && own.state.peek() === "on") decide();
    }),
    () => cancel(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

import type { ReadonlySignal } from "@preact/signals-core";
import type { MediaState } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import type { ScreenShare } from "./media/screen.ts";

/** Two shares that start within this time cross each other: then the agent's gives way. */
const CROSSING_MS = 1_500;

export interface ShareRuleOptions {
  readonly self: "visitor" | "agent";
  readonly clock: Clock;
  readonly own: ScreenShare;
  readonly remoteMedia: ReadonlySignal<MediaState>;
  onYield(): void;
}

/** One screen at a time: a share that the other side starts later ends this side's. */
export function yieldToNewerShare(options: ShareRuleOptions): () => void {
  const { clock, own, remoteMedia, self } = options;
  let sharedAt = 0;
  let remoteShared = remoteMedia.peek().screen;
  const stops = [
    own.state.subscribe((state) => {
      if (state === "on") sharedAt = clock.now();
    }),
    remoteMedia.subscribe(({ screen }) => {
      const began = screen && !remoteShared;
      remoteShared = screen;
      if (!began || own.state.peek() !== "on") return;
      const crossing = clock.now() - sharedAt < CROSSING_MS;
      if (crossing && self === "visitor") return;
      own.stop();
      options.onYield();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

import { type Clock, systemClock } from "./lib/clock.ts";
import type { KeyValue } from "./lib/json-store.ts";
import { onNetwork } from "./lib/network.ts";
import { browserMedia, type MediaBackend } from "./media/backend.ts";
import { browserListen, type ListenTo } from "./media/level-meter.ts";
import { browserSpeaker, type CreateSpeaker } from "./media/speaker.ts";
import { browserConnection, type CreateConnection } from "./peer/connection.ts";
import { OneTab, type OneTabOptions } from "./one-tab.ts";
import { openSocket } from "./signaling/socket.ts";
import type { OpenWire } from "./signaling/wire.ts";

/** Everything that the engine takes from the browser. */
export interface Platform {
  readonly clock: Clock;
  readonly createConnection: CreateConnection;
  readonly createSpeaker: CreateSpeaker;
  readonly listen: ListenTo;
  readonly media: MediaBackend;
  readonly openWire: OpenWire;
  readonly oneTab: (
    options: OneTabOptions,
  ) => Pick<OneTab, "take" | "takeBack" | "ask" | "release" | "close">;
  readonly fetch: typeof fetch;
  readonly beacon: (url: string, body: string) => void;
  /** Remembers devices beyond this tab. */
  readonly deviceStorage: () => KeyValue;
  hidden(): boolean;
  /** The page is looked at again: focus or visibility came back. */
  onAttention(run: () => void): () => void;
  /** There is a network again, or another one. */
  onNetwork(run: () => void): () => void;
}

function onWindow(types: readonly string[], run: () => void): () => void {
  for (const type of types) addEventListener(type, run);
  return () => {
    for (const type of types) removeEventListener(type, run);
  };
}

export const browserPlatform = (): Platform => ({
  clock: systemClock,
  createConnection: browserConnection,
  createSpeaker: browserSpeaker,
  listen: browserListen,
  media: browserMedia(),
  openWire: openSocket,
  oneTab: (options) => new OneTab(options),
  fetch: (input, init) => fetch(input, init),
  beacon: (url, body) => {
    navigator.sendBeacon(url, body);
  },
  deviceStorage: () => localStorage,
  hidden: () => document.visibilityState === "hidden",
  onAttention: (run) => {
    // `visibilitychange` bubbles from the document to the window.
    const look = (): void => {
      if (document.visibilityState === "visible") run();
    };
    return onWindow(["focus", "visibilitychange"], look);
  },
  onNetwork,
});

import { signal } from "@preact/signals-core";
import type { Speaker } from "../media/speaker.ts";
import type { Platform } from "../platform.ts";
import type { FakeClock } from "./fake-clock.ts";
import type { FakeAir } from "./fake-connection.ts";
import { FakeMedia } from "./fake-media.ts";
import type { FakeServer } from "./fake-server.ts";

export class FakeStorage {
  readonly entries = new Map<string, string>();
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

export interface FakePlatform extends Platform {
  readonly media: FakeMedia;
  readonly beacons: string[];
  /** What came out of the speaker. */
  readonly heard: MediaStream[];
  /** The page gets the focus back. */
  attend(): void;
  /** Another network. */
  move(): void;
}

/** One page's browser; several share a clock, the air and a server. */
export function fakePlatform(clock: FakeClock, air: FakeAir, server: FakeServer): FakePlatform {
  const storage = new FakeStorage();
  const attention: (() => void)[] = [];
  const networks = new Set<() => void>();
  const beacons: string[] = [];
  const heard: MediaStream[] = [];
  const speaker = (): Speaker => ({
    blocked: signal(false),
    play: (stream) => {
      if (stream !== null) heard.push(stream);
    },
    resume: () => undefined,
    setVolume: () => undefined,
    setDevice: () => Promise.resolve(),
    test: () => undefined,
    close: () => undefined,
  });
  return {
    clock,
    createConnection: air.create,
    createSpeaker: speaker,
    listen: () => ({ level: () => 0.1, close: () => undefined }),
    media: new FakeMedia(),
    openWire: server.open,
    oneTab: () => ({
      take: () => Promise.resolve(true),
      takeBack: () => Promise.resolve(true),
      ask: () => Promise.resolve(null),
      release: () => undefined,
      close: () => undefined,
    }),
    fetch: server.fetch,
    beacon: (url) => {
      beacons.push(url);
    },
    beacons,
    heard,
    deviceStorage: () => storage,
    hidden: () => false,
    onAttention: (run) => {
      attention.push(run);
      return () => void attention.splice(attention.indexOf(run), 1);
    },
    attend: () => {
      for (const run of attention.slice()) run();
    },
    onNetwork: (run) => {
      networks.add(run);
      return () => networks.delete(run);
    },
    move: () => {
      for (const run of networks) run();
    },
  };
}

import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { NOTHING_SENT } from "@knockknock/protocol";
import type { CallModel, LocalView, QualityView, RemoteView } from "../model.ts";

type Values = {
  [
    K in keyof CallModel as CallModel[K] extends ReadonlySignal<unknown> ? K : never
  ]: CallModel[K] extends ReadonlySignal<infer T> ? T : never;
};

/** What a screen under test or in a gallery asked the call to do. */
export interface FakeCommand {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** A `CallModel` whose every value can be set, and which remembers what it was told to do. */
export type FakeCall = { readonly [K in keyof Values]: Signal<Values[K]> } & {
  readonly self: "visitor" | "agent";
  readonly commands: readonly FakeCommand[];
  markRead(): void;
  dismissNotice(id: number): void;
};

export const unknownQuality: QualityView = {
  level: "unknown",
  reason: null,
  rttMs: null,
  lossRatio: null,
  relayed: null,
};

export const fakeLocal = (over: Partial<LocalView> = {}): LocalView => ({
  microphone: "on",
  camera: "on",
  screen: "off",
  permission: { microphone: "granted", camera: "granted" },
  cameraStream: null,
  mirrored: true,
  screenStream: null,
  screenShowsThisPage: false,
  mode: "full",
  ...over,
});

export const fakeRemote = (over: Partial<RemoteView> = {}): RemoteView => ({
  id: "agent-1",
  role: "agent",
  name: "Agent",
  media: { ...NOTHING_SENT, n: 1, microphone: "on", camera: "on" },
  permission: { microphone: "granted", camera: "granted" },
  presence: "here",
  camera: null,
  screen: null,
  ...over,
});

/**
 * A call that does nothing but hold values. Commands that a screen of the initial phase would
 * have are there; set one to `null` to take it away. Each use is kept in `commands`.
 */
export function createFakeCall(
  initial: Partial<Values> & { readonly self?: "visitor" | "agent" } = {},
): FakeCall {
  const commands: FakeCommand[] = [];
  const command =
    (name: string) =>
    (...args: unknown[]): void => {
      commands.push({ name, args });
    };
  const choice =
    (name: string) =>
    (id: string): Promise<void> => {
      commands.push({ name, args: [id] });
      return Promise.resolve();
    };
  const { self = "visitor", ...given } = initial;
  const phase = given.phase ?? "connected";
  const live = phase === "connecting" || phase === "connected" || phase === "reconnecting";
  const waiting = phase === "requesting" || phase === "queued" || phase === "ringing";
  const when = <F>(available: boolean, value: F): F | null => (available ? value : null);

  const values: Values = {
    callId: phase === "idle" ? null : "call-0001",
    phase,
    direction: "inbound",
    durationMs: 0,
    waiting: waiting ? { position: 1, anyoneOnline: true, deadlineAt: 0 } : null,
    reconnecting: phase === "reconnecting" ? "network" : null,
    onHold: false,
    remote: live ? fakeRemote() : null,
    local: fakeLocal(),
    sending: { audio: live, video: live, screen: false },
    page: self === "agent" ? { url: "https://shop.example/", title: "Shop", referrer: "" } : null,
    end: phase === "ended" ? { reason: "hangup", by: "visitor", durationMs: 61_000 } : null,
    chat: [],
    unread: given.chat?.filter(({ mine }) => !mine).length ?? 0,
    notices: [],
    quality: { local: unknownQuality, remote: unknownQuality },
    devices: { microphones: [], cameras: [], speakers: [], volume: 1 },
    microphoneLevel: 0,
    toggleMicrophone: when(live || waiting, command("toggleMicrophone")),
    toggleCamera: when(live || waiting, command("toggleCamera")),
    toggleScreen: when(live, command("toggleScreen")),
    resumeSharing: null,
    flipCamera: null,
    selectMicrophone: when(live || waiting, choice("selectMicrophone")),
    selectCamera: when(live || waiting, choice("selectCamera")),
    selectSpeaker: when(live || waiting, choice("selectSpeaker")),
    setVolume: when(live || waiting, command("setVolume")),
    testSpeaker: when(live || waiting, command("testSpeaker")),
    askAgain: null,
    missingMedia: null,
    useMedia: null,
    restDevices: when(live || waiting, command("restDevices")),
    resumeAudio: null,
    sendChat: when(live, command("sendChat")),
    cancel: when(waiting, command("cancel")),
    hangUp: when(live, command("hangUp")),
    rate: when(phase === "ended" && self === "visitor", command("rate")),
    accept: null,
    decline: null,
    setHold: when(live && self === "agent", command("setHold")),
    ...given,
  };

  const signals = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, signal<unknown>(value)]),
  ) as unknown as { readonly [K in keyof Values]: Signal<Values[K]> };

  return {
    ...signals,
    self,
    commands,
    markRead: () => {
      signals.unread.value = 0;
    },
    dismissNotice: (id) => {
      signals.notices.value = signals.notices.value.filter((notice) => notice.id !== id);
    },
  };
}

/** A desk whose every value can be set; for the gallery and for tests. */
import type { AgentDesk, CallModel } from "@knockknock/call-engine";
import type { DeskState, RingEnded } from "@knockknock/protocol";
import { signal, type Signal } from "@preact/signals";

export interface FakeDesk extends AgentDesk {
  readonly state: Signal<DeskState | null>;
  readonly connection: Signal<"connecting" | "online" | "offline" | "signed_out">;
  readonly call: Signal<CallModel | null>;
  readonly lastRingEnded: Signal<RingEnded | null>;
  readonly elsewhere: Signal<boolean>;
  callBack: AgentDesk["callBack"];
  /** What accepting a call does; resolves at once unless set. */
  onAccept: (callId: string) => Promise<void>;
}

export const fakeDeskState = (over: Partial<DeskState> = {}): DeskState => ({
  agent: { id: "agent-1", name: "Agent" },
  available: true,
  incoming: [],
  waiting: [],
  currentCallId: null,
  reachable: [],
  lastMessageAt: null,
  serverNow: Date.now(),
  ...over,
});

export const createFakeDesk = (initial: DeskState | null = fakeDeskState()): FakeDesk => {
  const state = signal<DeskState | null>(initial);
  const call = signal<CallModel | null>(null);
  const withoutRing = (callId: string) => {
    const now = state.peek();
    if (now === null) return;
    state.value = { ...now, incoming: now.incoming.filter((one) => one.callId !== callId) };
  };
  const desk: FakeDesk = {
    state,
    connection: signal("online"),
    call,
    lastRingEnded: signal(null),
    onAccept: () => Promise.resolve(),
    readyWhileRinging: signal(false),
    setReadyWhileRinging: () => undefined,
    setAvailable: (available) => {
      const now = state.peek();
      if (now !== null) state.value = { ...now, available };
      return Promise.resolve();
    },
    accept: async (callId) => {
      await desk.onAccept(callId);
      withoutRing(callId);
    },
    decline: (callId) => {
      withoutRing(callId);
      return Promise.resolve();
    },
    elsewhere: signal(false),
    bringHere: () => Promise.resolve(),
    callBack: () => Promise.resolve(),
    close: () => {
      call.value = null;
    },
    leaving: () => undefined,
    dispose: () => undefined,
  };
  return desk;
};

import { createFakeCall, fakeRemote, type FakeCall } from "@knockknock/call-engine/testing";
import { fakeCard, fakeIncoming } from "../src/testing/fake-data.ts";
import { fakeDeskState, type FakeDesk } from "../src/testing/fake-desk.ts";
import { known, returning } from "./data.ts";
import { picture } from "./picture.ts";

const secondsAgo = (seconds: number): number => Date.now() - seconds * 1_000;

const ring = () => fakeIncoming({ knockedAt: secondsAgo(8), deadlineAt: secondsAgo(-22) });
const callId = "call-0101";

const callOf = (over: Parameters<typeof createFakeCall>[0]): FakeCall =>
  createFakeCall({
    self: "agent",
    callId,
    durationMs: 245_000,
    page: returning.page,
    quality: {
      local: { level: "good", reason: null, rttMs: 38, lossRatio: 0, relayed: false },
      remote: { level: "good", reason: null, rttMs: 38, lossRatio: 0, relayed: false },
    },
    remote: fakeRemote({
      id: "visitor",
      role: "visitor",
      name: null,
      camera: picture("#c9b8a4", "#7a3b3b", 640, 480),
    }),
    ...over,
  });

const startCall = (desk: FakeDesk, over: Parameters<typeof createFakeCall>[0] = {}) => {
  const incoming = [fakeIncoming({ callId, card: returning, knockedAt: secondsAgo(260) })];
  desk.state.value = fakeDeskState({ incoming });
  desk.call.value = callOf(over);
  desk.state.value = fakeDeskState({
    currentCallId: callId,
    waiting: [{ callId: "call-0009", card: fakeCard(), knockedAt: secondsAgo(8), position: 1 }],
  });
};

const states: Readonly<Record<string, (desk: FakeDesk) => void>> = {
  idle: () => undefined,
  away: (desk) => {
    desk.state.value = fakeDeskState({ available: false });
  },
  offline: (desk) => {
    desk.connection.value = "offline";
  },
  ringing: (desk) => {
    desk.state.value = fakeDeskState({ incoming: [ring()] });
  },
  several: (desk) => {
    const second = fakeIncoming({ callId: "call-0002", card: known, knockedAt: secondsAgo(5) });
    const third = fakeIncoming({ callId: "call-0003", card: returning, knockedAt: secondsAgo(3) });
    desk.state.value = fakeDeskState({ incoming: [ring(), second, third] });
  },
  answered: (desk) => {
    desk.state.value = fakeDeskState({ incoming: [ring()] });
    desk.lastRingEnded.value = { callId: "call-0001", outcome: "answered", by: "Colleague" };
  },
  call: (desk) => {
    startCall(desk);
  },
  sharing: (desk) => {
    startCall(desk, {
      remote: fakeRemote({
        id: "visitor",
        role: "visitor",
        name: null,
        media: { n: 2, microphone: "muted", camera: "on", screen: true },
        camera: picture("#c9b8a4", "#7a3b3b", 640, 480),
        screen: picture("#ffffff", "#eceef1", 1280, 800),
      }),
    });
  },
  changing: (desk) => {
    startCall(desk, {
      phase: "reconnecting",
      reconnecting: "page",
      remote: fakeRemote({
        id: "visitor",
        role: "visitor",
        name: null,
        presence: "leaving",
      }),
    });
  },
  ended: (desk) => {
    startCall(desk, {
      phase: "ended",
      end: { reason: "hangup", by: "visitor", durationMs: 245_000 },
    });
  },
  "ended-ringing": (desk) => {
    startCall(desk, {
      phase: "ended",
      end: { reason: "hangup", by: "visitor", durationMs: 245_000 },
    });
    desk.state.value = fakeDeskState({ incoming: [ring()] });
  },
};

export const applyState = (desk: FakeDesk, name: string): void => {
  states[name]?.(desk);
};

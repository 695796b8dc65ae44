import { createFakeCall, fakeLocal, fakeRemote } from "@knockknock/call-engine/testing";
import { agentFace, sharedPage, visitorFace } from "@knockknock/call-ui/gallery";
import { fakeIncoming } from "../../src/testing/fake-data.ts";
import { fakeDeskState, type FakeDesk } from "../../src/testing/fake-desk.ts";
import { claimed, known, returning } from "../data.ts";
import type { State, States } from "../states.ts";
import { ring, waiting } from "./desk.ts";

const callId = "call-0101";
const media = { n: 2, microphone: "on", camera: "on", screen: false } as const;
const good = { level: "good", reason: null, rttMs: 38, lossRatio: 0, relayed: false } as const;
const poor = {
  level: "poor",
  reason: "network",
  rttMs: 412,
  lossRatio: 0.084,
  relayed: true,
} as const;

const me = (over: Parameters<typeof fakeLocal>[0] = {}) =>
  fakeLocal({ cameraStream: agentFace(), ...over });
const visitor = (over: Parameters<typeof fakeRemote>[0] = {}) =>
  fakeRemote({ id: "visitor", role: "visitor", name: null, camera: visitorFace(), ...over });

type Call = Parameters<typeof createFakeCall>[0];

function start(desk: FakeDesk, over: Call, card = returning, id = callId): void {
  desk.state.value = fakeDeskState({
    incoming: [fakeIncoming({ callId: id, card, knockedAt: Date.now() - 260_000 })],
  });
  desk.call.value = createFakeCall({
    self: "agent",
    callId: id,
    durationMs: 245_000,
    page: card.page,
    quality: { local: good, remote: good },
    local: me(),
    remote: visitor(),
    ...over,
  });
  desk.state.value = fakeDeskState({ currentCallId: id, waiting: waiting() });
}

/** Drawn when the state is shown, so that no picture moves where nobody looks. */
const call = (over: () => Call, more: State = {}): State => ({
  ...more,
  apply: (desk) => {
    start(desk, over());
  },
});

const devices = {
  microphones: [{ id: "b", label: "Headset microphone with a rather long name", active: true }],
  cameras: [{ id: "c", label: "Built-in camera", active: true }],
  speakers: [{ id: "d", label: "Headset", active: true }],
  volume: 0.7,
};
const chat = [
  { id: "m1", mine: true, text: "Hello! Is this the page?", at: 0, delivered: true },
  { id: "m2", mine: true, text: "https://shop.example/help?id=4", at: 0, delivered: true },
  { id: "m3", mine: false, text: "Yes, I typed the code twice.", at: 0, delivered: true },
];
const ended = { reason: "hangup", by: "visitor", durationMs: 245_000 } as const;
const unanswered = (reason: "declined" | "no_answer" | "abandoned") => () =>
  ({
    phase: "ended",
    direction: "outbound",
    remote: null,
    durationMs: 0,
    end: { reason, by: "visitor", durationMs: 0 },
  }) as const;

/** With a visitor, from either one's knock to the end. */
export const calls: States = {
  connecting: call(() => ({ phase: "connecting", durationMs: 0, remote: visitor() })),
  call: call(() => ({})),
  "call-claimed": {
    apply: (desk) => {
      start(desk, {}, claimed, "call-0105");
    },
  },
  "call-confirmed": {
    apply: (desk) => {
      start(desk, {}, known, "call-0103");
    },
  },
  "call-weak": call(() => ({
    local: me({ microphone: "muted" }),
    quality: { local: good, remote: poor },
  })),
  "visitor-muted": call(() => ({
    remote: visitor({
      name: "Customer with an account and two names",
      media: { ...media, microphone: "muted" },
    }),
    chat: chat.slice(2),
  })),
  listener: call(() => ({
    remote: visitor({
      camera: null,
      media: { ...media, microphone: "none", camera: "none" },
      permission: { microphone: "denied", camera: "denied" },
    }),
  })),
  "visitor-asked": call(() => ({
    durationMs: 4_000,
    remote: visitor({
      camera: null,
      media: { ...media, n: 0, microphone: "none", camera: "none" },
      permission: { microphone: "prompting", camera: "prompting" },
    }),
  })),
  sharing: call(() => ({
    remote: visitor({
      screen: sharedPage(),
      media: { ...media, microphone: "muted", screen: true },
    }),
  })),
  "own-sharing": call(() => ({ local: me({ screen: "on", screenStream: sharedPage() }) })),
  held: call(() => ({ onHold: true })),
  changing: call(() => ({
    phase: "reconnecting",
    reconnecting: "page",
    remote: visitor({ presence: "leaving" }),
  })),
  reconnecting: call(() => ({ phase: "reconnecting" })),
  settings: call(() => ({ devices, microphoneLevel: 0.4 }), { press: ["Settings"] }),
  chat: call(() => ({ chat }), { press: ["Chat"] }),
  minimized: call(() => ({}), { press: ["Minimize"] }),
  "call-elsewhere-in-the-console": call(() => ({ remote: visitor() }), { route: "#/history" }),
  calling: call(() => ({
    phase: "ringing",
    direction: "outbound",
    durationMs: 0,
    remote: null,
  })),
  "not-answered": call(unanswered("no_answer")),
  "visitor-declined": call(unanswered("declined")),
  ended: call(() => ({ phase: "ended", end: ended })),
  "ended-elsewhere-in-the-console": call(() => ({ phase: "ended", end: ended }), {
    route: "#/team",
  }),
  "ended-and-ringing": {
    apply: (desk) => {
      start(desk, { phase: "ended", end: ended });
      desk.state.value = fakeDeskState({ incoming: [ring()] });
    },
  },
};

import {
  createFakeCall,
  type FakeCall,
  fakeLocal,
  fakeRemote,
  unknownQuality,
} from "@knockknock/call-engine/testing";
import type { CallView } from "../src/index.ts";
import { agentFace, page, visitorFace } from "./pictures.ts";

interface State {
  readonly model: FakeCall;
  readonly view?: CallView;
}

const me = (over: Parameters<typeof fakeLocal>[0] = {}) =>
  fakeLocal({ cameraStream: visitorFace(), ...over });
const agent = (over: Parameters<typeof fakeRemote>[0] = {}) =>
  fakeRemote({ camera: agentFace(), ...over });
const media = { n: 2, microphone: "on", camera: "on", screen: false } as const;
const act = () => undefined;
const devices = {
  microphones: [
    { id: "a", label: "Built-in microphone", active: false },
    { id: "b", label: "Headset microphone with a rather long name (USB)", active: true },
  ],
  cameras: [{ id: "c", label: "Built-in camera", active: true }],
  speakers: [{ id: "d", label: "Headset", active: true }],
  volume: 0.7,
};
const good = { ...unknownQuality, level: "good", rttMs: 38, lossRatio: 0, relayed: false } as const;
const poor = {
  ...unknownQuality,
  level: "poor",
  reason: "network",
  rttMs: 412,
  lossRatio: 0.084,
  relayed: true,
} as const;

export const states = {
  requesting: (): State => ({
    model: createFakeCall({
      phase: "requesting",
      local: fakeLocal({ microphone: "pending", camera: "pending" }),
    }),
  }),
  ringing: (): State => ({ model: createFakeCall({ phase: "ringing", local: me() }) }),
  nobody: (): State => ({
    model: createFakeCall({
      phase: "queued",
      local: me(),
      waiting: { position: 1, anyoneOnline: false, deadlineAt: 0 },
    }),
  }),
  incoming: (): State => ({
    model: createFakeCall({
      phase: "ringing",
      local: fakeLocal({ camera: "off", microphone: "muted" }),
      remote: fakeRemote(),
      waiting: { position: null, anyoneOnline: true, deadlineAt: Date.now() + 30_000 },
      accept: act,
      decline: act,
      cancel: null,
    }),
  }),
  connecting: (): State => ({ model: createFakeCall({ phase: "connecting", local: me() }) }),
  face: (): State => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent({ media: { ...media, microphone: "muted" } }),
      quality: { local: good, remote: good },
      chat: [{ id: "m1", mine: false, text: "Hello", at: 0, delivered: true }],
    }),
  }),
  cameraOff: (): State => ({
    model: createFakeCall({
      durationMs: 9_000,
      local: fakeLocal({ camera: "off", microphone: "muted" }),
      remote: fakeRemote({ media: { ...media, camera: "off" } }),
      flipCamera: act,
      quality: { local: good, remote: poor },
    }),
  }),
  sharing: (): State => ({
    model: createFakeCall({
      durationMs: 245_000,
      local: me({ screen: "on", screenStream: page(), microphone: "muted" }),
      remote: agent(),
    }),
  }),
  hall: (): State => ({
    model: createFakeCall({
      durationMs: 245_000,
      local: me({ screen: "on", screenStream: page(), screenShowsThisPage: true }),
      remote: agent({ media: { ...media, microphone: "muted" } }),
    }),
  }),
  watching: (): State => ({
    model: createFakeCall({
      durationMs: 3_725_000,
      local: me(),
      remote: agent({ screen: page(), media: { ...media, screen: true } }),
    }),
  }),
  bubble: (): State => ({
    view: "minimized",
    model: createFakeCall({
      durationMs: 277_000,
      local: me({ screen: "on", screenStream: page() }),
      remote: agent({ media: { ...media, microphone: "muted" } }),
    }),
  }),
  bubbleCameraOff: (): State => ({
    view: "minimized",
    model: createFakeCall({
      durationMs: 277_000,
      local: me(),
      remote: fakeRemote({ media: { ...media, camera: "off" } }),
      resumeSharing: act,
    }),
  }),
  bubbleReconnecting: (): State => ({
    view: "minimized",
    model: createFakeCall({
      phase: "reconnecting",
      durationMs: 7_000,
      local: me(),
      remote: agent(),
    }),
  }),
  listener: (): State => ({
    model: createFakeCall({
      durationMs: 12_000,
      local: fakeLocal({
        mode: "listener",
        microphone: "none",
        camera: "none",
        permission: { microphone: "denied", camera: "denied" },
      }),
      remote: agent(),
      askAgain: act,
      toggleMicrophone: null,
      toggleCamera: null,
    }),
  }),
  noCamera: (): State => ({
    model: createFakeCall({
      durationMs: 12_000,
      local: fakeLocal({
        camera: "none",
        permission: { microphone: "granted", camera: "denied" },
      }),
      remote: agent(),
      askAgain: act,
      toggleCamera: null,
    }),
  }),
  reconnecting: (): State => ({
    model: createFakeCall({
      phase: "reconnecting",
      durationMs: 64_000,
      local: me(),
      remote: agent(),
    }),
  }),
  notices: (): State => ({
    model: createFakeCall({
      durationMs: 64_000,
      local: me(),
      remote: agent(),
      resumeSharing: act,
      resumeAudio: act,
      notices: [
        { id: 1, code: "camera_paused_by_network", subject: null },
        { id: 2, code: "microphone_lost", subject: "Headset microphone" },
      ],
    }),
  }),
  settings: (): State => ({
    model: createFakeCall({
      durationMs: 64_000,
      local: me(),
      remote: agent(),
      devices,
      microphoneLevel: 0.58,
    }),
  }),
  chat: (): State => ({
    model: createFakeCall({
      durationMs: 64_000,
      local: me(),
      remote: agent(),
      chat: [
        { id: "m1", mine: false, text: "Hello! Is this the page?", at: 0, delivered: true },
        { id: "m2", mine: false, text: "https://shop.example/help?id=4", at: 0, delivered: true },
        {
          id: "m3",
          mine: true,
          text: "Yes, that one. I typed the code twice.",
          at: 0,
          delivered: false,
        },
      ],
    }),
  }),
  ended: (): State => ({
    model: createFakeCall({
      phase: "ended",
      remote: fakeRemote(),
      end: { reason: "hangup", by: "visitor", durationMs: 371_000 },
    }),
  }),
  noAnswer: (): State => ({
    model: createFakeCall({
      phase: "ended",
      end: { reason: "no_answer", by: "system", durationMs: 0 },
    }),
  }),
  lost: (): State => ({
    model: createFakeCall({
      phase: "ended",
      remote: fakeRemote(),
      end: { reason: "connection_lost", by: "system", durationMs: 41_000 },
    }),
  }),
  agentSide: (): State => ({
    model: createFakeCall({
      self: "agent",
      durationMs: 245_000,
      local: fakeLocal({ cameraStream: agentFace() }),
      remote: fakeRemote({
        id: "visitor",
        role: "visitor",
        name: null,
        camera: visitorFace(),
        screen: page(),
        media: { ...media, screen: true },
      }),
      quality: { local: good, remote: good },
    }),
  }),
} as const satisfies Record<string, () => State>;

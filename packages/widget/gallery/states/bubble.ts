import { createFakeCall, fakeLocal, fakeRemote } from "@knockknock/call-engine/testing";
import { sharedPage } from "@knockknock/call-ui/gallery";
import type { State, States } from "../state.ts";
import { act, agent, listening, LONG_NAME, me, media } from "./people.ts";

const small = (over: Parameters<typeof createFakeCall>[0], more: Partial<State> = {}): State => ({
  view: "minimized",
  ...more,
  model: createFakeCall({ durationMs: 277_000, local: me(), remote: agent(), ...over }),
});

/** The call while the visitor reads on. */
export const bubble: States = {
  bubble: () => small({}),
  "bubble-left": () => small({}, { position: "bottom-left" }),
  "bubble-sharing": () =>
    small({
      local: me({ screen: "on", screenStream: sharedPage(), microphone: "muted" }),
      remote: agent({ media: { ...media, microphone: "muted" } }),
    }),
  "bubble-long-name": () =>
    small({
      durationMs: 3_725_000,
      remote: fakeRemote({
        name: LONG_NAME,
        media: { ...media, microphone: "muted", camera: "off" },
      }),
    }),
  "bubble-camera-off": () =>
    small({
      remote: fakeRemote({ media: { ...media, camera: "off" } }),
      resumeSharing: act,
    }),
  "bubble-notices": () =>
    small({
      remote: agent({ media: { ...media, microphone: "muted" } }),
      notices: [
        { id: 1, code: "microphone_replaced", subject: "Headset microphone (USB)" },
        { id: 2, code: "share_failed", subject: null },
      ],
    }),
  "bubble-unread": () => small({ unread: 3 }),
  "bubble-watching": () =>
    small({ remote: agent({ screen: sharedPage(), media: { ...media, screen: true } }) }),
  "bubble-listener": () =>
    small({
      ...listening(),
    }),
  "bubble-requesting": () =>
    small({
      phase: "requesting",
      durationMs: 0,
      remote: null,
      local: fakeLocal({ microphone: "pending", camera: "pending" }),
    }),
  "bubble-ringing": () => small({ phase: "ringing", durationMs: 0, remote: null }),
  "bubble-nobody": () =>
    small({
      phase: "queued",
      durationMs: 0,
      remote: null,
      waiting: { position: 1, anyoneOnline: false, deadlineAt: 0 },
    }),
  "bubble-connecting": () => small({ phase: "connecting", durationMs: 0, remote: null }),
  "bubble-held": () => small({ onHold: true }),
  "bubble-reconnecting": () => small({ phase: "reconnecting" }),
};

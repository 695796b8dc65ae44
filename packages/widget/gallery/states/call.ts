import { createFakeCall, fakeLocal, fakeRemote } from "@knockknock/call-engine/testing";
import { sharedPage } from "@knockknock/call-ui/gallery";
import type { States } from "../state.ts";
import { act, agent, fair, good, LONG_NAME, me, media, poor } from "./people.ts";

/** The call itself, sheets and bubble aside. */
export const call: States = {
  face: () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent(),
      quality: { local: good, remote: good },
    }),
  }),
  "face-phone": () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent(),
      flipCamera: act,
      toggleScreen: null,
      quality: { local: good, remote: fair },
    }),
  }),
  "agent-muted": () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me({ microphone: "muted" }),
      remote: agent({ media: { ...media, microphone: "muted" } }),
      quality: { local: good, remote: poor },
    }),
  }),
  "agent-without-microphone": () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent({ name: LONG_NAME, media: { ...media, microphone: "none" } }),
    }),
  }),
  "cameras-off": () => ({
    model: createFakeCall({
      durationMs: 9_000,
      local: fakeLocal({ camera: "off", microphone: "muted" }),
      remote: fakeRemote({ media: { ...media, microphone: "muted", camera: "off" } }),
    }),
  }),
  unread: () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent(),
      chat: Array.from({ length: 12 }, (_, index) => ({
        id: `m${index}`,
        mine: false,
        text: "Hello",
        at: 0,
        delivered: true,
      })),
    }),
  }),
  sharing: () => ({
    model: createFakeCall({
      durationMs: 245_000,
      local: me({ screen: "on", screenStream: sharedPage(), microphone: "muted" }),
      remote: agent(),
    }),
  }),
  "sharing-this-page": () => ({
    model: createFakeCall({
      durationMs: 245_000,
      local: me({ screen: "on", screenStream: sharedPage(), screenShowsThisPage: true }),
      remote: agent({ media: { ...media, microphone: "muted" } }),
    }),
  }),
  "sharing-cameras-off": () => ({
    model: createFakeCall({
      durationMs: 245_000,
      local: fakeLocal({ camera: "off", screen: "on", screenStream: sharedPage() }),
      remote: fakeRemote({ media: { ...media, microphone: "muted", camera: "off" } }),
    }),
  }),
  watching: () => ({
    model: createFakeCall({
      durationMs: 3_725_000,
      local: me(),
      remote: agent({ screen: sharedPage(), media: { ...media, screen: true } }),
    }),
  }),
  "watching-phone": () => ({
    model: createFakeCall({
      flipCamera: act,
      toggleScreen: null,
      durationMs: 3_725_000,
      local: me(),
      remote: agent({ screen: sharedPage(), media: { ...media, screen: true } }),
    }),
  }),
  quality: () => ({
    model: createFakeCall({
      durationMs: 161_000,
      local: me(),
      remote: agent(),
      quality: { local: fair, remote: poor },
    }),
    press: [
      ({ messageFrom, quality, you }) =>
        `${messageFrom("Agent")} ${quality.poor} · ${messageFrom(you)} ${quality.fair}`,
    ],
  }),
  held: () => ({
    model: createFakeCall({ durationMs: 64_000, local: me(), remote: agent(), onHold: true }),
  }),
  reconnecting: () => ({
    model: createFakeCall({
      phase: "reconnecting",
      durationMs: 64_000,
      local: me(),
      remote: agent(),
    }),
  }),
  "one-click": () => {
    const model = createFakeCall({
      durationMs: 64_000,
      local: me(),
      remote: agent(),
      resumeSharing: act,
      resumeAudio: () => {
        model.resumeAudio.value = null;
      },
    });
    return { model };
  },
  notices: () => ({
    model: createFakeCall({
      durationMs: 64_000,
      local: me(),
      remote: agent(),
      notices: [
        { id: 1, code: "camera_paused_by_network", subject: null },
        { id: 2, code: "microphone_lost", subject: "Headset microphone (USB)" },
      ],
    }),
  }),
};

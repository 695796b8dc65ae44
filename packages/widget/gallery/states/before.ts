import { createFakeCall, fakeLocal, fakeRemote } from "@knockknock/call-engine/testing";
import type { States } from "../state.ts";
import { act, listening, LONG_NAME, me } from "./people.ts";

const nobody = () => {
  const call = createFakeCall({
    phase: "queued",
    local: me(),
    waiting: { position: 1, anyoneOnline: false, deadlineAt: 0 },
    cancel: () => {
      call.cancel.value = null;
      call.end.value = { reason: "cancelled", by: "visitor", durationMs: 0 };
      call.phase.value = "ended";
    },
  });
  return call;
};

const incoming = (local: ReturnType<typeof me>, name: string) =>
  createFakeCall({
    phase: "ringing",
    direction: "outbound",
    local,
    remote: fakeRemote({ name }),
    waiting: { position: null, anyoneOnline: true, deadlineAt: Date.now() + 30_000 },
    accept: act,
    decline: act,
    cancel: null,
  });

/** From the click on the pill until both are connected. */
export const before: States = {
  requesting: () => ({
    model: createFakeCall({
      phase: "requesting",
      local: fakeLocal({ microphone: "pending", camera: "pending" }),
    }),
  }),
  "requesting-answered": () => ({ model: createFakeCall({ phase: "requesting", local: me() }) }),
  queued: () => ({
    model: createFakeCall({
      phase: "queued",
      local: me(),
      waiting: { position: 3, anyoneOnline: true, deadlineAt: 0 },
    }),
  }),
  ringing: () => ({ model: createFakeCall({ phase: "ringing", local: me() }) }),
  "ringing-muted": () => ({
    model: createFakeCall({
      phase: "ringing",
      local: fakeLocal({ microphone: "muted", camera: "off" }),
    }),
  }),
  "ringing-listener": () => ({
    model: createFakeCall({
      phase: "ringing",
      ...listening(),
    }),
  }),
  nobody: () => ({ model: nobody() }),
  "nobody-writing": () => ({ model: nobody(), press: [(words) => words.leaveMessage] }),
  "nobody-not-sent": () => ({
    model: nobody(),
    press: [(words) => words.leaveMessage, (words) => words.send],
    messageFails: true,
  }),
  "nobody-sent": () => ({
    model: nobody(),
    press: [(words) => words.leaveMessage, (words) => words.send],
  }),
  incoming: () => ({
    model: incoming(fakeLocal({ camera: "off", microphone: "muted" }), "Agent"),
  }),
  "incoming-long-name": () => ({ model: incoming(me(), LONG_NAME) }),
  connecting: () => ({ model: createFakeCall({ phase: "connecting", local: me() }) }),
};

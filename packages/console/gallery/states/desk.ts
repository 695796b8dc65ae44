import { fakeCard, fakeIncoming } from "../../src/testing/fake-data.ts";
import { fakeDeskState } from "../../src/testing/fake-desk.ts";
import { claimed, known, returning } from "../data.ts";
import type { States } from "../states.ts";

const secondsAgo = (seconds: number): number => Date.now() - seconds * 1_000;

export const ring = () => fakeIncoming({ knockedAt: secondsAgo(8), deadlineAt: secondsAgo(-22) });

export const waiting = () => [
  { callId: "call-0009", card: fakeCard(), knockedAt: secondsAgo(8), position: 1 },
];

/** Nobody is in a call. */
export const desk: States = {
  idle: {},
  "idle-first-day": { empty: true },
  away: {
    apply: (desk) => {
      desk.state.value = fakeDeskState({ available: false });
    },
  },
  offline: {
    apply: (desk) => {
      desk.connection.value = "offline";
    },
  },
  connecting: {
    apply: (desk) => {
      desk.state.value = null;
      desk.connection.value = "connecting";
    },
  },
  silent: { silent: true },
  "notify-question": {
    notifications: "default",
    apply: (desk) => {
      desk.state.value = fakeDeskState({ available: false });
    },
    press: ["Available"],
  },
  "notify-denied": { notifications: "denied" },
  elsewhere: {
    apply: (desk) => {
      desk.elsewhere.value = true;
    },
  },
  queue: {
    apply: (desk) => {
      desk.state.value = fakeDeskState({ waiting: waiting() });
    },
  },
  ringing: {
    apply: (desk) => {
      desk.state.value = fakeDeskState({ incoming: [ring()] });
    },
  },
  "ringing-claimed": {
    apply: (desk) => {
      desk.state.value = fakeDeskState({ incoming: [{ ...ring(), card: claimed }] });
    },
  },
  /** As much to read as there can be. */
  "ringing-long": {
    apply: (desk) => {
      const card = fakeCard({
        name: "A customer with quite a long name",
        email: "customer@example.com",
        page: { ...fakeCard().page, title: "A page with a very long title that goes on and on" },
      });
      desk.state.value = fakeDeskState({
        incoming: [{ ...ring(), card, permission: { microphone: "no_device", camera: "denied" } }],
      });
    },
  },
  several: {
    apply: (desk) => {
      const second = fakeIncoming({ callId: "call-0002", card: known, knockedAt: secondsAgo(5) });
      const third = fakeIncoming({
        callId: "call-0003",
        card: returning,
        permission: { microphone: "granted", camera: "denied" },
        knockedAt: secondsAgo(3),
      });
      desk.state.value = fakeDeskState({ incoming: [ring(), second, third] });
    },
  },
  answered: {
    apply: (desk) => {
      desk.state.value = fakeDeskState({ incoming: [ring()] });
      desk.lastRingEnded.value = { callId: "call-0001", outcome: "answered", by: "Colleague" };
    },
  },
};

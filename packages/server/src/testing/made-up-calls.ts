/** Calls in every phase and one event of each type, for the tests of the machine. */
import {
  type CallEvent,
  type CallState,
  DEFAULT_TIMINGS,
  knocked,
  type Phase,
  reduce,
} from "../calls/machine.ts";

/** When the call was knocked for, in milliseconds. */
export const T0 = 1_000_000;
const page = { url: "https://shop.example/", title: "Shop", referrer: "" };
export const newCall = {
  id: "call-0001",
  siteId: "site-0001",
  siteName: "Shop",
  timings: DEFAULT_TIMINGS,
  relayOnly: false,
  visitorName: null,
  page,
};
export const A = { id: "agent-a", name: "Agent A" };
export const B = { id: "agent-b", name: "Agent B" };
export const C = { id: "agent-c", name: "Agent C" };
export const D = { id: "agent-d", name: "Agent D" };

/** Why a step was refused, if it was. */
export const refusal = (effects: readonly { type: string }[]) =>
  effects.find((effect) => effect.type === "refused");

/** Runs events one second apart, starting one second after the knock. */
export function play(state: CallState, ...events: CallEvent[]): CallState {
  let now = T0;
  for (const event of events) {
    now += 1000;
    state = reduce(state, event, now).state;
  }
  return state;
}

export const fresh = knocked(newCall, { position: 1, anyoneOnline: true }, T0);
export const here: CallEvent = { type: "joined", who: "visitor", fresh: false };
export const ring: CallEvent = { type: "agents_available", agents: [A, B] };
export const accept = (who: string): CallEvent => ({ type: "accept", who, fresh: false });
export const says = (
  who: string,
  state: "up" | "down" | "failed",
  epoch = 1,
  agentId = A.id,
): CallEvent => ({
  type: "report",
  who,
  leg: { agentId, epoch, state },
});

/** A call in each of its phases. */
export const states = {
  queued: play(fresh, here),
  ringing: play(fresh, here, ring),
  connecting: play(fresh, here, ring, accept(A.id)),
  connected: play(fresh, here, ring, accept(A.id), says("visitor", "up"), says(A.id, "up")),
  reconnecting: play(
    fresh,
    here,
    ring,
    accept(A.id),
    says("visitor", "up"),
    says(A.id, "up"),
    says(A.id, "down"),
  ),
  transferring: play(fresh, here, ring, accept(A.id), says("visitor", "up"), says(A.id, "up"), {
    type: "transfer",
    who: A.id,
    to: C,
  }),
  ended: play(fresh, here, { type: "cancel", who: "visitor" }),
} satisfies Record<Phase["name"], CallState>;

/** One event of each type. */
export const events: Record<CallEvent["type"], CallEvent> = {
  agents_available: { type: "agents_available", agents: [D] },
  agent_gone: { type: "agent_gone", agentId: A.id, why: "unavailable", anyoneOnline: true },
  cooled: { type: "cooled", agentId: A.id, epoch: 1 },
  accept: accept(B.id),
  decline: { type: "decline", who: B.id, online: [A.id] },
  cancel: { type: "cancel", who: "visitor" },
  hangup: { type: "hangup", who: "visitor", agoMs: 0 },
  deadline: { type: "deadline", online: [] },
  joined: { type: "joined", who: "visitor", fresh: true },
  console_opened: { type: "console_opened", agentId: A.id },
  leaving: { type: "leaving", who: "visitor" },
  away: { type: "away", who: "visitor" },
  report: says("visitor", "down"),
  media: {
    type: "media",
    who: "visitor",
    media: { n: 1, microphone: "on", camera: "on", screen: false },
  },
  permission: {
    type: "permission",
    who: "visitor",
    permission: { microphone: "granted", camera: "granted" },
  },
  page: { type: "page", page: { ...page, title: "Next" } },
  rebuild: { type: "rebuild", who: "visitor", agentId: A.id, epoch: 1 },
  hold: { type: "hold", who: A.id, on: true },
  transfer: { type: "transfer", who: A.id, to: D },
  ended_by_peer: { type: "ended_by_peer", who: "visitor", reason: "hangup", agoMs: 0 },
  queue_moved: { type: "queue_moved", position: 4, anyoneOnline: false },
  server_started: { type: "server_started" },
  server_shutdown: { type: "server_shutdown" },
  fault: { type: "fault" },
};

/** What every phase's reducer is made of. */
import {
  type EndReason,
  type ErrorCode,
  type MediaState,
  type Party,
  type PermissionState,
  VISITOR,
} from "@knockknock/protocol";
import type { Effect, RingOutcome, Step } from "./events.ts";
import {
  agentsOf,
  type CallState,
  isLive,
  type LegState,
  type LiveAgent,
  type LivePhase,
  type Person,
  type Phase,
  type Presence,
  PREWARMED_AGENTS,
  type RungAgent,
  type Seat,
  seatedAgent,
  sideOf,
} from "./state.ts";

export type CallStep = Step<CallState>;

/**
 * No deadline that is set is nearer, unless the owner's own times are: a page that is back has its
 * reports to deliver, or a new connection to set up, on a slow link through the relay.
 */
const SOONEST_MS = 10_000;

/** Nothing happened, and that is right. */
export const same = (state: CallState): CallStep => ({ state, effects: [] });

export const refused = (
  state: CallState,
  code: ErrorCode,
  message: string,
  by?: string,
): CallStep => ({
  state,
  effects: [{ type: "refused", code, message, ...(by === undefined ? {} : { by }) }],
});

export const wrongPhase = (state: CallState, command: string): CallStep =>
  refused(state, "wrong_phase", `The call is ${state.phase.name}: it cannot ${command} now.`);

export const notInCall = (state: CallState): CallStep =>
  refused(state, "not_found", "There is no such call for this participant.");

/** The one place where the sequence number rises. */
export const changed = (
  state: CallState,
  change: Partial<Omit<CallState, "seq">>,
  effects: readonly Effect[] = [],
): CallStep => ({ state: { ...state, ...change, seq: state.seq + 1 }, effects });

/** When a page's word of `agoMs` ago was given: not before there was anybody to talk to. */
export const givenAt = (
  { connectedAt, createdAt }: Pick<CallState, "connectedAt" | "createdAt">,
  agoMs: number,
  now: number,
): number => Math.min(now, Math.max(connectedAt ?? createdAt, now - agoMs));

/**
 * @param talkedUntil when they stopped talking, if the server hears of it only now; the call is over
 *   from now on all the same, and takes late words for a while
 */
export function end(
  state: CallState,
  reason: EndReason,
  by: Party,
  now: number,
  effects: readonly Effect[] = [],
  talkedUntil = now,
): CallStep {
  const { phase, connectedAt } = state;
  const agent = isLive(phase) ? phase.agent : null;
  // When neither side was heard of for a while, the call lasted until the last word.
  const lastWord =
    agent !== null && agent.presence !== "here" && state.visitor.presence !== "here"
      ? Math.max(agent.since, state.visitor.since)
      : now;
  const durationMs =
    connectedAt === null ? 0 : Math.max(0, Math.min(lastWord, talkedUntil) - connectedAt);
  return changed(state, { phase: { name: "ended", reason, by, durationMs, at: now, agent } }, [
    ...effects,
    { type: "announce", topic: "call.ended" },
  ]);
}

export const ringEnded = (
  agents: readonly Person[],
  outcome: RingOutcome,
  by: string | null = null,
): Effect[] =>
  agents.length === 0
    ? []
    : [{ type: "ring_ended", agentIds: agents.map((agent) => agent.id), outcome, by }];

/** A new peer connection's leg: an epoch above all that this agent's leg ever had. */
export function newLeg(
  epochs: CallState["epochs"],
  agentId: string,
): { leg: LegState; epochs: CallState["epochs"] } {
  const epoch = (epochs[agentId] ?? 0) + 1;
  return {
    leg: { epoch, visitor: "unknown", agent: "unknown" },
    epochs: { ...epochs, [agentId]: epoch },
  };
}

/** Adds agents to those who ring; the first few get a leg to pre-warm. */
export function ringMore(
  state: CallState,
  ringing: readonly RungAgent[],
  agents: readonly Person[],
): { agents: RungAgent[]; epochs: CallState["epochs"] } {
  const all = [...ringing];
  let { epochs } = state;
  for (const { id, name } of agents) {
    if (state.asked.includes(id) || all.some((agent) => agent.id === id)) continue;
    if (all.filter((agent) => agent.leg !== null).length >= PREWARMED_AGENTS) {
      all.push({ id, name, leg: null });
      continue;
    }
    const made = newLeg(epochs, id);
    epochs = made.epochs;
    all.push({ id, name, leg: made.leg });
  }
  return { agents: all, epochs };
}

/** An agent has the call: straight to connected when the leg was warmed on both sides. */
export function goLive(
  state: CallState,
  agent: Omit<RungAgent, "leg">,
  warmed: LegState | null,
  now: number,
  effects: readonly Effect[],
): CallStep {
  const usable = warmed !== null && warmed.visitor !== "failed" && warmed.agent !== "failed";
  const { leg, epochs } = usable
    ? { leg: warmed, epochs: state.epochs }
    : newLeg(state.epochs, agent.id);
  const seated: LiveAgent = seatedAgent(agent, now);
  const change = { epochs, answeredAt: state.answeredAt ?? now };
  const answered: Effect[] = [...effects, { type: "announce", topic: "call.answered" }];
  if (leg.visitor === "up" && leg.agent === "up") {
    return connect({ ...state, ...change }, { agent: seated, leg }, false, now, answered);
  }
  const deadlineAt = now + state.timings.connectMs;
  return changed(
    state,
    { ...change, phase: { name: "connecting", agent: seated, leg, deadlineAt } },
    answered,
  );
}

export function connect(
  state: CallState,
  live: { agent: LiveAgent; leg: LegState },
  onHold: boolean,
  now: number,
  effects: readonly Effect[] = [],
): CallStep {
  const { agent, leg } = live;
  const deadlineAt = absenceDeadline(state.visitor, agent, state, now);
  const first = state.connectedAt === null;
  return changed(
    state,
    {
      connectedAt: state.connectedAt ?? now,
      phase: { name: "connected", agent, leg, onHold, deadlineAt },
    },
    first ? [...effects, { type: "announce", topic: "call.connected" }] : effects,
  );
}

type Timed = Pick<CallState, "timings">;

/** Until when a call waits for participants whose pages are gone; null when both are here. */
export function absenceDeadline(
  visitor: Seat,
  agent: Seat,
  state: Timed,
  now: number,
): number | null {
  const { leavingMs, lostMs } = state.timings;
  const seats = [visitor, agent];
  const since = seats.filter(({ presence }) => presence === "leaving").map((seat) => seat.since);
  if (since.length > 0) return Math.max(Math.min(...since) + leavingMs, now + SOONEST_MS);
  if (seats.every(({ presence }) => presence === "here")) return null;
  // Not from when it went: after an outage the other page may still be on its way back.
  return unheardDeadline(visitor, agent, state, now) ?? now + lostMs;
}

/** The same when the server hears nobody, and nobody said that it goes; null otherwise. */
export const unheardDeadline = (
  visitor: Seat,
  agent: Seat,
  state: Timed,
  now: number,
): number | null =>
  visitor.presence === "away" && agent.presence === "away"
    ? longest(Math.max(visitor.since, agent.since), state, now)
    : null;

/** What has no deadline but this one, since its last word. */
export const longest = (lastWord: number, { timings }: Timed, now: number): number =>
  Math.max(lastWord + timings.unreachableMs, now + timings.lostMs);

/** A page is back: its link has the usual time from now on, and at least a moment. */
export const deadlineOnReturn = (deadlineAt: number, ms: number, now: number): number =>
  Math.max(Math.min(deadlineAt, now + ms), now + Math.min(SOONEST_MS, ms));

export const seatOf = (state: CallState, phase: LivePhase, who: string): Seat | null =>
  who === VISITOR ? state.visitor : who === phase.agent.id ? phase.agent : null;

/** The seat opposite to `who`, and what its side of the leg said last. */
export function opposite(state: CallState, phase: LivePhase, who: string): [Seat, string] {
  return who === VISITOR ? [phase.agent, phase.leg.agent] : [state.visitor, phase.leg.visitor];
}

/** A side that is here and says that its link is up: the call must not end over its head. */
export const reportsMedia = (state: CallState, phase: LivePhase): boolean =>
  (state.visitor.presence === "here" && phase.leg.visitor === "up") ||
  (phase.agent.presence === "here" && phase.leg.agent === "up");

/** Changes one seat of a live call. */
export function reseat<P extends LivePhase>(
  state: CallState,
  phase: P,
  who: string,
  change: Partial<Seat>,
): { visitor: Seat; phase: P } {
  return who === VISITOR
    ? { visitor: { ...state.visitor, ...change }, phase }
    : { visitor: state.visitor, phase: { ...phase, agent: { ...phase.agent, ...change } } };
}

export const withReport = (leg: LegState, who: string, said: LegState["visitor"]): LegState => ({
  ...leg,
  [sideOf(who)]: said,
});

/** A waiting call's visitor changed something that every phase treats alike. */
export const visitorChanged = (state: CallState, change: Partial<Seat>): CallStep =>
  changed(state, { visitor: { ...state.visitor, ...change } });

export const samePermission = (a: PermissionState, b: PermissionState): boolean =>
  a.camera === b.camera && a.microphone === b.microphone;

/** What a page says when it goes: `leaving` is kept when its socket then closes too. */
export function gone(seat: Seat, presence: Exclude<Presence, "here">): boolean {
  return seat.presence !== presence && !(seat.presence === "leaving" && presence === "away");
}

/** Ends every card that still rings for this call. */
export const ringsOf = (phase: Phase): readonly Person[] =>
  phase.name === "ringing" ? agentsOf(phase) : phase.name === "transferring" ? [phase.to] : [];

/** Newer than what is stored; the other road may have been faster. */
export const isNewer = (media: MediaState, stored: MediaState): boolean => media.n > stored.n;

/** The page that knocked has not opened its socket yet: what was sent to it meanwhile waits. */
export const neverJoined = ({ visitor, createdAt }: CallState): boolean =>
  visitor.presence === "away" && visitor.since === createdAt;

/** Connecting, connected, reconnecting, transferring: an agent has answered. */
import { VISITOR } from "@knockknock/protocol";
import type { CallEvent } from "./events.ts";
import { joined, left, rebuild, report, restarted, returning } from "./links.ts";
import type {
  CallState,
  Connected,
  Connecting,
  LivePhase,
  Reconnecting,
  Transferring,
} from "./state.ts";
import {
  absenceDeadline,
  changed,
  connect,
  type CallStep,
  end,
  givenAt,
  goLive,
  isNewer,
  notInCall,
  refused,
  reportsMedia,
  reseat,
  ringEnded,
  ringsOf,
  same,
  samePermission,
  seatOf,
  wrongPhase,
} from "./steps.ts";

export function reduceConnecting(
  state: CallState,
  phase: Connecting,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "deadline":
      if (now < phase.deadlineAt) return same(state);
      // The agent's word is enough by then: a page that never gives its own would be seen and heard
      // as long as it likes, in a call that is on record as missed.
      if (phase.agent.presence === "here" && phase.leg.agent === "up")
        return connect(state, phase, false, now);
      if (reportsMedia(state, phase)) return prolong(state, phase, state.timings.connectMs, now);
      return end(state, "connect_failed", "system", now);
    case "cancel":
      // Pressed while an agent accepted: the visitor meant to take the knock back.
      return event.who === VISITOR
        ? end(state, "cancelled", "visitor", now)
        : wrongPhase(state, "be cancelled by an agent");
    case "hold":
    case "transfer":
      return wrongPhase(state, `be put on ${event.type}`);
    default:
      return reduceLive(state, phase, event, now);
  }
}

export function reduceConnected(
  state: CallState,
  phase: Connected,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "deadline":
      if (phase.deadlineAt === null || now < phase.deadlineAt) return same(state);
      if (reportsMedia(state, phase)) return prolong(state, phase, state.timings.lostMs, now);
      return end(state, "connection_lost", "system", now);
    case "transfer": {
      if (event.who !== phase.agent.id) return notInCall(state);
      if (event.to.id === phase.agent.id) return wrongPhase(state, "be transferred to its agent");
      const { agent, leg, onHold } = phase;
      const deadlineAt = now + state.timings.ringMs;
      return changed(state, {
        phase: { name: "transferring", agent, leg, onHold, to: event.to, deadlineAt },
      });
    }
    default:
      return reduceTalking(state, phase, event, now);
  }
}

export function reduceReconnecting(
  state: CallState,
  phase: Reconnecting,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "deadline":
      if (now < phase.deadlineAt) return same(state);
      if (reportsMedia(state, phase)) return prolong(state, phase, state.timings.lostMs, now);
      return end(state, "connection_lost", "system", now);
    case "transfer":
      return wrongPhase(state, "be transferred");
    default:
      return reduceTalking(state, phase, event, now);
  }
}

export function reduceTransferring(
  state: CallState,
  phase: Transferring,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "accept":
      if (event.who !== phase.to.id) return answeredAlready(state, phase, event.who);
      return goLive(state, phase.to, null, now, []);
    case "decline":
      if (event.who !== phase.to.id) return answeredAlready(state, phase, event.who);
      return backFromTransfer(state, phase, "cancelled", now);
    case "agent_gone":
      return event.agentId === phase.to.id
        ? backFromTransfer(state, phase, "elsewhere", now)
        : same(state);
    case "deadline":
      if (now < phase.deadlineAt) return same(state);
      return backFromTransfer(state, phase, "timeout", now);
    case "transfer":
      return wrongPhase(state, "be transferred twice");
    case "report":
    case "joined":
    case "leaving":
    case "away":
    case "rebuild": {
      const { agent, leg, onHold, to, deadlineAt } = phase;
      const step = reduceLive(
        state,
        { name: "connected", agent, leg, onHold, deadlineAt: null },
        event,
        now,
      );
      const after = step.state.phase;
      if (step.state === state) return step;
      if (after.name !== "connected") {
        // The link needs all attention: the colleague is no longer asked.
        return { ...step, effects: [...step.effects, ...ringEnded([to], "cancelled")] };
      }
      const back = { ...after, name: "transferring" as const, to, deadlineAt };
      return { ...step, state: { ...step.state, phase: back } };
    }
    default:
      return reduceTalking(state, phase, event, now);
  }
}

type TalkingEvent = Exclude<CallEvent, { type: "deadline" | "transfer" }>;
type LiveEvent = Exclude<TalkingEvent, { type: "cancel" | "hold" }>;

/** What all phases answer alike in which both sides were connected before. */
function reduceTalking(
  state: CallState,
  phase: Connected | Reconnecting | Transferring,
  event: TalkingEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "hold":
      return hold(state, phase, event.who, event.on);
    case "cancel":
      return hangup(state, phase, { type: "hangup", who: event.who, agoMs: 0 }, now);
    default:
      return reduceLive(state, phase, event, now);
  }
}

/** What all live phases answer alike. */
function reduceLive(state: CallState, phase: LivePhase, event: LiveEvent, now: number): CallStep {
  switch (event.type) {
    case "accept":
    case "decline":
      return answeredAlready(state, phase, event.who);
    case "hangup":
      return hangup(state, phase, event, now);
    case "ended_by_peer":
      return endedByPeer(state, phase, event, now);
    case "report":
      return report(state, phase, event.who, event.leg, now);
    case "rebuild":
      return rebuild(state, phase, event, now);
    case "joined":
      return joined(state, phase, event.who, event.fresh, now);
    case "console_opened":
      return returning(state, phase, event.agentId, now);
    case "leaving":
    case "away":
      return left(state, phase, event.who, event.type, now);
    case "media": {
      const seat = seatOf(state, phase, event.who);
      if (seat === null) return notInCall(state);
      if (!isNewer(event.media, seat.media)) return same(state);
      return changed(state, reseat(state, phase, event.who, { media: event.media }));
    }
    case "permission": {
      const seat = seatOf(state, phase, event.who);
      if (seat === null) return notInCall(state);
      if (samePermission(seat.permission, event.permission)) return same(state);
      return changed(state, reseat(state, phase, event.who, { permission: event.permission }));
    }
    case "page":
      return changed(state, { page: event.page });
    case "server_started":
      return restarted(state, phase, now);
    case "fault":
      return end(state, "internal_error", "system", now, ringEnded(ringsOf(phase), "cancelled"));
    case "agents_available":
    case "agent_gone":
    case "cooled":
    case "queue_moved":
    case "server_shutdown":
      // The call runs between the peers: it outlives the queue, the switch and the server.
      return same(state);
  }
}

/** Somebody who rang before comes too late; whoever has the call hears that all is well. */
function answeredAlready(state: CallState, phase: LivePhase, who: string): CallStep {
  if (who === phase.agent.id || who === VISITOR) return same(state);
  return refused(
    state,
    "already_answered",
    `${phase.agent.name} has answered this call.`,
    phase.agent.name,
  );
}

type Ending<T extends "hangup" | "ended_by_peer"> = Extract<CallEvent, { type: T }>;

function hangup(
  state: CallState,
  phase: LivePhase,
  { who, agoMs }: Ending<"hangup">,
  now: number,
): CallStep {
  if (seatOf(state, phase, who) === null) return notInCall(state);
  const told = ringEnded(ringsOf(phase), "cancelled");
  const by = who === VISITOR ? "visitor" : "agent";
  return end(state, "hangup", by, now, told, givenAt(state, agoMs, now));
}

/**
 * What one side says of the other while the server could not hear both: a hang-up can only be the
 * other's, and a loss is nobody's.
 */
function endedByPeer(
  state: CallState,
  phase: LivePhase,
  { who, reason, agoMs }: Ending<"ended_by_peer">,
  now: number,
): CallStep {
  if (seatOf(state, phase, who) === null) return notInCall(state);
  const other = who === VISITOR ? "agent" : "visitor";
  const by = reason === "hangup" ? other : "system";
  const told = ringEnded(ringsOf(phase), "cancelled");
  return end(state, reason, by, now, told, givenAt(state, agoMs, now));
}

function hold(
  state: CallState,
  phase: Connected | Reconnecting | Transferring,
  who: string,
  on: boolean,
): CallStep {
  if (who !== phase.agent.id) return notInCall(state);
  return phase.onHold === on ? same(state) : changed(state, { phase: { ...phase, onHold: on } });
}

function backFromTransfer(
  state: CallState,
  phase: Transferring,
  outcome: "cancelled" | "elsewhere" | "timeout",
  now: number,
): CallStep {
  const { agent, leg, onHold, to } = phase;
  const deadlineAt = absenceDeadline(state.visitor, agent, state, now);
  return changed(
    state,
    { phase: { name: "connected", agent, leg, onHold, deadlineAt } },
    outcome === "cancelled" ? [] : ringEnded([to], outcome),
  );
}

/** A side still has media although the other's page is gone: look again later. */
const prolong = (
  state: CallState,
  phase: Connecting | Connected | Reconnecting,
  ms: number,
  now: number,
): CallStep => changed(state, { phase: { ...phase, deadlineAt: now + ms } });

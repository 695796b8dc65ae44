/** A live call's connection and its participants' pages: what comes, goes and comes back. */
import { VISITOR } from "@knockknock/protocol";
import type { CallEvent } from "./events.ts";
import type { CallState, LegState, LiveAgent, LivePhase, Reconnecting, Seat } from "./state.ts";
import {
  absenceDeadline,
  changed,
  type CallStep,
  connect,
  deadlineOnReturn,
  gone,
  longest,
  neverJoined,
  newLeg,
  notInCall,
  opposite,
  reseat,
  same,
  seatOf,
  unheardDeadline,
  withReport,
} from "./steps.ts";

/** One side's word on the live leg; what is said about an older epoch no longer matters. */
export function report(
  state: CallState,
  phase: LivePhase,
  who: string,
  said: Extract<CallEvent, { type: "report" }>["leg"],
  now: number,
): CallStep {
  if (seatOf(state, phase, who) === null) return notInCall(state);
  if (said.agentId !== phase.agent.id || said.epoch !== phase.leg.epoch) return same(state);
  if (said.state === "failed") return newEpoch(state, phase, "network", now);
  const leg = withReport(phase.leg, who, said.state);
  if (leg.visitor === phase.leg.visitor && leg.agent === phase.leg.agent) return same(state);
  const next = { ...phase, leg };
  switch (next.name) {
    case "connecting":
      return leg.visitor === "up" && leg.agent === "up"
        ? connect(state, next, false, now)
        : changed(state, { phase: next });
    case "connected":
    case "transferring":
      return said.state === "down" ? lose(state, next, now) : changed(state, { phase: next });
    case "reconnecting":
      return isBack(state.visitor, next.agent, leg)
        ? connect(state, next, next.onHold, now)
        : changed(state, { phase: next });
  }
}

/** Up as far as anybody who can speak to the server says. */
function isBack(visitor: Seat, agent: Seat, leg: LegState): boolean {
  const fine = (seat: Seat, said: LegState["visitor"]) =>
    said === "up" || (seat.presence === "away" && said === "down");
  return (
    fine(visitor, leg.visitor) &&
    fine(agent, leg.agent) &&
    (leg.visitor === "up" || leg.agent === "up")
  );
}

/** The link went down: because a page is gone, or because of the network. */
function lose(
  state: CallState,
  phase: Extract<LivePhase, { name: "connected" | "transferring" }>,
  now: number,
): CallStep {
  const { agent, leg, onHold } = phase;
  const { timings, visitor } = state;
  const leaving = visitor.presence === "leaving" || agent.presence === "leaving";
  // A socket that closed without a word tells nothing: a cut of the network closes it, too.
  const cause = leaving ? "page" : "network";
  const deadlineAt = absenceDeadline(visitor, agent, state, now) ?? now + timings.lostMs;
  return changed(state, {
    phase: { name: "reconnecting", agent, leg, onHold, cause, deadlineAt },
  });
}

/** The old connection is given up; the agent offers a new one. */
function newEpoch(
  state: CallState,
  phase: LivePhase,
  cause: Reconnecting["cause"],
  now: number,
): CallStep {
  const { leg, epochs } = newLeg(state.epochs, phase.agent.id);
  const { connectMs, lostMs } = state.timings;
  const unheard = unheardDeadline(state.visitor, phase.agent, state, now);
  switch (phase.name) {
    case "connecting": {
      const deadlineAt = unheard ?? now + connectMs;
      return changed(state, { epochs, phase: { ...phase, leg, deadlineAt } });
    }
    case "reconnecting":
      return changed(state, { epochs, phase: { ...phase, leg } });
    case "connected":
    case "transferring": {
      const { agent, onHold } = phase;
      const deadlineAt = unheard ?? now + lostMs;
      return changed(state, {
        epochs,
        phase: { name: "reconnecting", agent, leg, onHold, cause, deadlineAt },
      });
    }
  }
}

/** Asked for an epoch that is over, the new one is there already: once per epoch. */
export function rebuild(
  state: CallState,
  phase: LivePhase,
  asked: Extract<CallEvent, { type: "rebuild" }>,
  now: number,
): CallStep {
  if (seatOf(state, phase, asked.who) === null) return notInCall(state);
  if (asked.agentId !== phase.agent.id || asked.epoch !== phase.leg.epoch) return same(state);
  return newEpoch(state, phase, "network", now);
}

/** A page takes its seat: the same page with a new socket, or a fresh one without a connection. */
export function joined(
  state: CallState,
  phase: LivePhase,
  who: string,
  fresh: boolean,
  now: number,
): CallStep {
  const seat = seatOf(state, phase, who);
  if (seat === null) return notInCall(state);
  if (!fresh && seat.presence === "here") return same(state);
  const { visitor, phase: seated } = reseat(state, phase, who, { presence: "here", since: now });
  if (fresh && !(who === VISITOR && neverJoined(state))) {
    const rebuilt = newEpoch({ ...state, visitor }, seated, "page", now);
    const after = rebuilt.state.phase;
    // The page is back: from here on its new connection has the time that any lost link has.
    return after.name === "reconnecting"
      ? {
          ...rebuilt,
          state: {
            ...rebuilt.state,
            phase: { ...after, cause: "page", deadlineAt: now + state.timings.lostMs },
          },
        }
      : rebuilt;
  }
  const { connectMs, lostMs } = state.timings;
  switch (seated.name) {
    case "connecting": {
      const deadlineAt = deadlineOnReturn(seated.deadlineAt, connectMs, now);
      return changed(state, { visitor, phase: { ...seated, deadlineAt } });
    }
    case "transferring":
      return changed(state, { visitor, phase: seated });
    case "connected":
      return changed(state, {
        visitor,
        phase: { ...seated, deadlineAt: absenceDeadline(visitor, seated.agent, state, now) },
      });
    case "reconnecting":
      return isBack(visitor, seated.agent, seated.leg)
        ? connect({ ...state, visitor }, seated, seated.onHold, now)
        : changed(state, {
            visitor,
            phase: {
              ...seated,
              cause: bothHere(visitor, seated.agent) ? "network" : seated.cause,
              deadlineAt: deadlineOnReturn(seated.deadlineAt, lostMs, now),
            },
          });
  }
}

/** Its page in the call would be back soon, too, if there were one: the hours are not needed. */
export function returning(
  state: CallState,
  phase: LivePhase,
  agentId: string,
  now: number,
): CallStep {
  if (phase.agent.id !== agentId || phase.name === "transferring") return same(state);
  const usual = now + state.timings.lostMs;
  if (unheardDeadline(state.visitor, phase.agent, state, now) === null) return same(state);
  if (phase.deadlineAt !== null && phase.deadlineAt <= usual) return same(state);
  return changed(state, { phase: { ...phase, deadlineAt: usual } });
}

const bothHere = (visitor: Seat, agent: LiveAgent): boolean =>
  visitor.presence === "here" && agent.presence === "here";

/** A page said that it is being replaced, or its socket closed without a word. Never a bye. */
export function left(
  state: CallState,
  phase: LivePhase,
  who: string,
  presence: "leaving" | "away",
  now: number,
): CallStep {
  const seat = seatOf(state, phase, who);
  if (seat === null || !gone(seat, presence)) return same(state);
  const { visitor, phase: next } = reseat(state, phase, who, { presence, since: now });
  const { connectMs, leavingMs, lostMs } = state.timings;
  const unheard = unheardDeadline(visitor, next.agent, state, now);
  switch (next.name) {
    case "connecting": {
      // A page that changes while the call is set up gets the time to come back. What was set up
      // by then may come up between the peers all the same.
      const deadlineAt = presence === "leaving" ? now + connectMs : (unheard ?? next.deadlineAt);
      return changed(state, { visitor, phase: { ...next, deadlineAt } });
    }
    case "transferring":
      return changed(state, { visitor, phase: next });
    case "connected": {
      const [otherSeat, otherSays] = opposite({ ...state, visitor }, next, who);
      if (otherSays === "up" || otherSeat.presence !== "here") {
        const deadlineAt = absenceDeadline(visitor, next.agent, state, now);
        return changed(state, { visitor, phase: { ...next, deadlineAt } });
      }
      const { agent, leg, onHold } = next;
      const [cause, ms] =
        presence === "leaving" ? (["page", leavingMs] as const) : (["network", lostMs] as const);
      return changed(state, {
        visitor,
        phase: { name: "reconnecting", agent, leg, onHold, cause, deadlineAt: now + ms },
      });
    }
    case "reconnecting": {
      if (presence === "leaving") {
        const deadlineAt = now + leavingMs;
        return changed(state, { visitor, phase: { ...next, cause: "page", deadlineAt } });
      }
      // The link may mend itself with nobody to tell: each page gives up after 45 s by itself.
      const deadlineAt = unheard ?? next.deadlineAt;
      return changed(state, { visitor, phase: { ...next, deadlineAt } });
    }
  }
}

/** No socket survived, and no deadline that passed meanwhile counts. */
export function restarted(state: CallState, phase: LivePhase, now: number): CallStep {
  // Who was away was last heard of then, however often the server starts. Not so a page that never
  // joined: what the agent sent it is lost, and that must show.
  const away = <S extends Seat>(seat: S): S =>
    seat.presence === "away" && seat.since > state.createdAt
      ? seat
      : { ...seat, presence: "away", since: now };
  const visitor = away(state.visitor);
  const agent = away(phase.agent);
  const deadlineAt =
    phase.name === "transferring"
      ? Math.max(phase.deadlineAt, now + state.timings.ringMs)
      : longest(Math.max(visitor.since, agent.since), state, now);
  return changed(state, { visitor, phase: { ...phase, agent, deadlineAt } });
}

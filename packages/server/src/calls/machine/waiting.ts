/** Queued and ringing: nobody has answered yet. */
import { VISITOR } from "@knockknock/protocol";
import type { CallEvent } from "./events.ts";
import { type CallState, type Queued, type Ringing, seatedAgent } from "./state.ts";
import { cooled, joined, report, rung } from "./prewarm.ts";
import {
  changed,
  type CallStep,
  end,
  goLive,
  gone,
  isNewer,
  notInCall,
  refused,
  ringEnded,
  ringMore,
  same,
  samePermission,
  visitorChanged,
  wrongPhase,
} from "./steps.ts";

/** An agent who becomes free at the ring's last second still gets this long to answer. */
const NEWCOMER_MS = 10_000;

export function reduceQueued(
  state: CallState,
  phase: Queued,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "agents_available": {
      const { agents, epochs } = ringMore(state, [], event.agents);
      if (agents.length === 0) return same(state);
      const deadlineAt = now + state.timings.ringMs;
      return changed(state, { epochs, phase: { name: "ringing", agents, deadlineAt } }, [
        { type: "announce", topic: "call.ringing" },
      ]);
    }
    case "queue_moved":
      return event.position === phase.position && event.anyoneOnline === phase.anyoneOnline
        ? same(state)
        : changed(state, {
            phase: { ...phase, position: event.position, anyoneOnline: event.anyoneOnline },
          });
    case "deadline":
      if (visitorGaveUp(state, now)) return end(state, "abandoned", "visitor", now);
      return now < phase.deadlineAt ? same(state) : end(state, "no_agents", "system", now);
    case "accept":
    case "decline":
      return wrongPhase(state, `${event.type} a call that rings nowhere`);
    case "agent_gone":
      return same(state);
    default:
      return reduceWaiting(state, phase, event, now);
  }
}

export function reduceRinging(
  state: CallState,
  phase: Ringing,
  event: CallEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "agents_available": {
      if (state.direction === "outbound") return same(state);
      const { agents, epochs } = ringMore(state, phase.agents, event.agents);
      if (agents.length === phase.agents.length) return same(state);
      const time = Math.min(NEWCOMER_MS, state.timings.ringMs);
      const deadlineAt = Math.max(phase.deadlineAt, now + time);
      return changed(state, { epochs, phase: { ...phase, agents, deadlineAt } });
    }
    case "accept":
      return accept(state, phase, event.who, event.fresh, now);
    case "decline":
      return decline(state, phase, event.who, event.online, now);
    case "agent_gone":
      return agentGone(state, phase, event, now);
    case "deadline":
      if (visitorGaveUp(state, now)) {
        return end(state, "abandoned", "visitor", now, ringEnded(phase.agents, "cancelled"));
      }
      if (now < phase.deadlineAt) return same(state);
      return unanswered(state, phase, event.online, now);
    case "report":
      return report(state, phase, event.who, event.leg);
    case "cooled":
      return cooled(state, phase, event);
    case "rebuild":
      // A pre-warmed leg that failed gets its new epoch when its agent accepts.
      return same(state);
    case "queue_moved":
      return same(state);
    default:
      return reduceWaiting(state, phase, event, now);
  }
}

type WaitingEvent = Exclude<
  CallEvent,
  {
    type: "agents_available" | "queue_moved" | "deadline" | "accept" | "decline" | "agent_gone";
  }
>;

/** What both waiting phases answer alike. */
function reduceWaiting(
  state: CallState,
  phase: Queued | Ringing,
  event: WaitingEvent,
  now: number,
): CallStep {
  switch (event.type) {
    case "cancel":
    case "hangup":
      return withdraw(state, phase, event.type, event.who, now);
    case "joined":
      return joined(state, phase, event.who, event.fresh, now);
    case "leaving":
    case "away":
      if (event.who !== VISITOR || !gone(state.visitor, event.type)) return same(state);
      return visitorChanged(state, { presence: event.type, since: now });
    case "media":
      if (event.who !== VISITOR) return callerSays(state, phase, event);
      return isNewer(event.media, state.visitor.media)
        ? visitorChanged(state, { media: event.media })
        : same(state);
    case "permission":
      if (event.who !== VISITOR) return callerSays(state, phase, event);
      return samePermission(event.permission, state.visitor.permission)
        ? same(state)
        : visitorChanged(state, { permission: event.permission });
    case "page":
      return changed(state, { page: event.page });
    case "hold":
    case "transfer":
      return wrongPhase(state, `be put on ${event.type}`);
    case "ended_by_peer":
      return wrongPhase(state, "have been ended by a peer");
    case "console_opened":
    case "report":
    case "cooled":
    case "rebuild":
      // No leg exists: a late word about one that is gone.
      return same(state);
    case "server_started":
      return restarted(state, phase, now);
    case "server_shutdown":
      return end(state, "server_shutdown", "system", now, ringEnded(rung(phase), "cancelled"));
    case "fault":
      return end(state, "internal_error", "system", now, ringEnded(rung(phase), "cancelled"));
  }
}

/** Who calls out has opened camera and microphone before anybody answers. */
function callerSays(
  state: CallState,
  phase: Queued | Ringing,
  event: Extract<CallEvent, { type: "media" | "permission" }>,
): CallStep {
  const caller = rung(phase).find(({ id }) => id === event.who);
  if (phase.name === "queued" || state.direction === "inbound" || caller === undefined)
    return notInCall(state);
  const { media, permission } = seatedAgent(caller, state.createdAt);
  const isNews =
    event.type === "media"
      ? isNewer(event.media, media)
      : !samePermission(event.permission, permission);
  if (!isNews) return same(state);
  const said =
    event.type === "media"
      ? { media: event.media, permission }
      : { media, permission: event.permission };
  return changed(state, { phase: { ...phase, agents: [{ ...caller, said }] } });
}

const visitorGaveUp = (state: CallState, now: number): boolean =>
  state.visitor.presence !== "here" && now >= state.visitor.since + state.timings.absentMs;

function accept(
  state: CallState,
  phase: Ringing,
  who: string,
  fresh: boolean,
  now: number,
): CallStep {
  if (state.direction === "outbound") {
    const [caller] = phase.agents;
    if (who !== VISITOR) return wrongPhase(state, "be accepted by the one who calls");
    return caller === undefined
      ? end(state, "internal_error", "system", now)
      : goLive(state, caller, caller.leg, now, ringEnded([caller], "answered"));
  }
  const agent = phase.agents.find((candidate) => candidate.id === who);
  if (agent === undefined) return notInCall(state);
  const others = phase.agents.filter((candidate) => candidate !== agent);
  const told = ringEnded(others, "answered", agent.name);
  return goLive(state, agent, fresh ? null : agent.leg, now, told);
}

function decline(
  state: CallState,
  phase: Ringing,
  who: string,
  online: readonly string[],
  now: number,
): CallStep {
  if (state.direction === "outbound") {
    return who === VISITOR
      ? end(state, "declined", "visitor", now, ringEnded(phase.agents, "cancelled"))
      : wrongPhase(state, "be declined by the one who calls");
  }
  const agents = phase.agents.filter((candidate) => candidate.id !== who);
  if (agents.length === phase.agents.length) return notInCall(state);
  const asked = [...state.asked, who];
  if (agents.length > 0) return changed(state, { asked, phase: { ...phase, agents } });
  if (online.some((id) => !asked.includes(id)))
    return requeue(state, { asked, anyoneOnline: true }, now);
  return end({ ...state, asked }, "declined", "agent", now);
}

function agentGone(
  state: CallState,
  phase: Ringing,
  { agentId, why, anyoneOnline }: Extract<CallEvent, { type: "agent_gone" }>,
  now: number,
): CallStep {
  const agent = phase.agents.find((candidate) => candidate.id === agentId);
  if (agent === undefined) return same(state);
  const told = ringEnded([agent], "elsewhere");
  if (state.direction === "outbound") {
    return why === "busy" ? same(state) : end(state, "cancelled", "agent", now, told);
  }
  const agents = phase.agents.filter((candidate) => candidate !== agent);
  return agents.length > 0
    ? changed(state, { phase: { ...phase, agents } }, told)
    : requeue(state, { asked: state.asked, anyoneOnline }, now, told);
}

/** The ring timed out. Somebody who was busy all the while may still be asked. */
function unanswered(
  state: CallState,
  phase: Ringing,
  online: readonly string[],
  now: number,
): CallStep {
  const told = ringEnded(phase.agents, "timeout");
  const asked = [...state.asked, ...phase.agents.map((agent) => agent.id)];
  if (state.direction === "inbound" && online.some((id) => !asked.includes(id))) {
    return requeue(state, { asked, anyoneOnline: true }, now, told);
  }
  return end({ ...state, asked }, "no_answer", "system", now, told);
}

/** Back to the head of the queue, where it came from; the router corrects the position. */
function requeue(
  state: CallState,
  { asked, anyoneOnline }: { asked: readonly string[]; anyoneOnline: boolean },
  now: number,
  effects: ReturnType<typeof ringEnded> = [],
): CallStep {
  const deadlineAt = now + state.timings.queueMs;
  return changed(
    state,
    { asked, phase: { name: "queued", position: 1, anyoneOnline, deadlineAt } },
    effects,
  );
}

/** The visitor takes back its knock, or the agent its call. */
function withdraw(
  state: CallState,
  phase: Queued | Ringing,
  how: "cancel" | "hangup",
  who: string,
  now: number,
): CallStep {
  const reason = how === "cancel" ? "cancelled" : "hangup";
  const told = ringEnded(rung(phase), "cancelled");
  if (who === VISITOR) return end(state, reason, "visitor", now, told);
  const calling = state.direction === "outbound" && rung(phase).some((agent) => agent.id === who);
  if (!calling) return refused(state, "wrong_phase", "Accept the call first, or decline it.");
  return end(state, "cancelled", "agent", now, told);
}

function restarted(state: CallState, phase: Queued | Ringing, now: number): CallStep {
  const { ringMs, queueMs } = state.timings;
  const deadlineAt = Math.max(phase.deadlineAt, now + (phase.name === "queued" ? queueMs : ringMs));
  return changed(state, {
    visitor: { ...state.visitor, presence: "away", since: now },
    phase: { ...phase, deadlineAt },
  });
}

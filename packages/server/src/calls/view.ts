/** What each principal may see of a call. */
import {
  type CallPhase,
  type CallView,
  clip,
  type IceConfig,
  type IncomingCall,
  type Leg,
  LIMITS,
  type Participant,
  VISITOR,
  type VisitorCard,
  type WaitingCall,
} from "@knockknock/protocol";
import {
  type CallState,
  type LegState,
  type LiveAgent,
  seatedAgent,
  type Phase,
  type Queued,
  type Ringing,
} from "./machine.ts";

/** The visitor's claims and what is known of earlier calls; the page lives in the state. */
export type StoredCard = Omit<VisitorCard, "page" | "siteName">;

const NO_PAGE = { url: "", title: "", referrer: "" };

/** A participant's snapshot. A visitor's own carries no page: it knows where it is. */
export function callView(state: CallState, viewer: "visitor" | "agent", now: number): CallView {
  return {
    id: state.id,
    seq: state.seq,
    direction: state.direction,
    siteName: state.siteName,
    phase: phaseView(state.phase),
    createdAt: state.createdAt,
    connectedAt: state.connectedAt,
    serverNow: now,
    participants: participants(state),
    legs: legs(state.phase),
    page: viewer === "agent" ? state.page : NO_PAGE,
  };
}

function phaseView(phase: Phase): CallPhase {
  switch (phase.name) {
    case "queued":
      return phase;
    case "ringing":
      return { name: "ringing", deadlineAt: phase.deadlineAt };
    case "connecting":
      return { name: "connecting", agentId: phase.agent.id, deadlineAt: phase.deadlineAt };
    case "connected":
      return { name: "connected", agentId: phase.agent.id, onHold: phase.onHold };
    case "reconnecting": {
      const { agent, cause, deadlineAt, onHold } = phase;
      return { name: "reconnecting", agentId: agent.id, onHold, cause, deadlineAt };
    }
    case "transferring": {
      const { agent, deadlineAt, onHold } = phase;
      return { name: "transferring", agentId: agent.id, onHold, deadlineAt };
    }
    case "ended": {
      const { reason, by, durationMs } = phase;
      return { name: "ended", reason, by, durationMs };
    }
  }
}

function participants(state: CallState): Participant[] {
  const { media, permission, presence } = state.visitor;
  const visitor: Participant = {
    id: VISITOR,
    role: "visitor",
    name: state.visitorName,
    media,
    permission,
    presence,
  };
  const agent = "agent" in state.phase ? state.phase.agent : callerOf(state);
  return agent === null ? [visitor] : [visitor, agentView(agent)];
}

/** The agent whose call rings at the visitor's: the visitor must see who it is. */
function callerOf({ createdAt, direction, phase }: CallState): LiveAgent | null {
  if (direction === "inbound" || phase.name !== "ringing") return null;
  const [caller] = phase.agents;
  if (caller === undefined) return null;
  return seatedAgent(caller, createdAt);
}

const agentView = ({ id, name, media, permission, presence }: LiveAgent): Participant => ({
  id,
  role: "agent",
  name: clip(name, LIMITS.name),
  media,
  permission,
  presence,
});

function legs(phase: Phase): Leg[] {
  const view = (agentId: string, leg: LegState, live: boolean) => ({
    agentId,
    epoch: leg.epoch,
    live,
  });
  switch (phase.name) {
    case "ringing":
      return phase.agents.flatMap((agent) =>
        agent.leg === null ? [] : [view(agent.id, agent.leg, false)],
      );
    case "connecting":
    case "connected":
    case "reconnecting":
    case "transferring":
      return [view(phase.agent.id, phase.leg, true)];
    case "queued":
    case "ended":
      return [];
  }
}

export const cardView = (state: CallState, card: StoredCard): VisitorCard => ({
  ...card,
  page: state.page,
  siteName: state.siteName,
});

/** All that an agent learns of a call before accepting it. */
export function incomingView(
  state: CallState,
  phase: Ringing,
  card: StoredCard,
  prewarm: { epoch: number; ice: IceConfig } | null,
): IncomingCall {
  return {
    callId: state.id,
    card: cardView(state, card),
    permission: state.visitor.permission,
    knockedAt: state.createdAt,
    deadlineAt: phase.deadlineAt,
    prewarm,
  };
}

export const waitingView = (state: CallState, phase: Queued, card: StoredCard): WaitingCall => ({
  callId: state.id,
  card: cardView(state, card),
  knockedAt: state.createdAt,
  position: phase.position,
});

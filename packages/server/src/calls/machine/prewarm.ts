/** Legs that are warmed while it rings: whose pages hold them, and how far they are. */
import { VISITOR } from "@knockknock/protocol";
import type { CallEvent } from "./events.ts";
import type { CallState, Queued, Ringing, RungAgent } from "./state.ts";
import {
  changed,
  type CallStep,
  neverJoined,
  newLeg,
  notInCall,
  same,
  withReport,
} from "./steps.ts";

export const rung = (phase: Queued | Ringing): readonly RungAgent[] =>
  phase.name === "ringing" ? phase.agents : [];

/** A page that holds no connection cannot use a leg warmed by the one before it. */
export function joined(
  state: CallState,
  phase: Queued | Ringing,
  who: string,
  fresh: boolean,
  now: number,
): CallStep {
  if (who !== VISITOR) {
    const calls = state.direction === "outbound" && rung(phase).some(({ id }) => id === who);
    if (!calls || phase.name === "queued") return notInCall(state);
    return fresh ? changed(state, rewarm(state, phase)) : same(state);
  }
  const visitor = { ...state.visitor, presence: "here" as const, since: now };
  const warmed = rung(phase).some((agent) => agent.leg !== null);
  if (phase.name === "queued" || !warmed || !fresh || neverJoined(state)) {
    return state.visitor.presence === "here" ? same(state) : changed(state, { visitor });
  }
  return changed(state, { visitor, ...rewarm(state, phase) });
}

/** Another page of the agent may warm the leg: under a new epoch, as it has a new connection. */
export function cooled(
  state: CallState,
  phase: Ringing,
  { agentId, epoch }: Extract<CallEvent, { type: "cooled" }>,
): CallStep {
  const agent = phase.agents.find(({ id }) => id === agentId);
  if (agent?.leg?.epoch !== epoch) return same(state);
  return changed(state, rewarm(state, phase, agentId));
}

/** A new epoch for every leg that was warmed, or for one agent's. */
function rewarm(
  state: CallState,
  phase: Ringing,
  only?: string,
): Pick<CallState, "epochs" | "phase"> {
  let { epochs } = state;
  const agents = phase.agents.map((agent) => {
    if (agent.leg === null || (only !== undefined && only !== agent.id)) return agent;
    const made = newLeg(epochs, agent.id);
    epochs = made.epochs;
    return { ...agent, leg: made.leg };
  });
  return { epochs, phase: { ...phase, agents } };
}

export function report(
  state: CallState,
  phase: Ringing,
  who: string,
  said: Extract<CallEvent, { type: "report" }>["leg"],
): CallStep {
  if (who !== VISITOR && who !== said.agentId) return notInCall(state);
  const agent = phase.agents.find((candidate) => candidate.id === said.agentId);
  if (agent?.leg?.epoch !== said.epoch) return same(state);
  const leg = withReport(agent.leg, who, said.state);
  const agents = phase.agents.map((other) => (other === agent ? { ...agent, leg } : other));
  return changed(state, { phase: { ...phase, agents } });
}

/** What both sides' commands have in common. */
import type { WireError } from "@knockknock/protocol";
import type { CallCore } from "../calls/core.ts";
import type { CallState } from "../calls/machine.ts";
import type { CommandOutcome } from "../calls/service.ts";
import { Refusal } from "../refusal.ts";
import type { Seats } from "./seats.ts";
import type { AgentSocket } from "./types.ts";

export const notSeated = (): Refusal =>
  new Refusal("not_found", "This page has no seat in that call. Join it first.");

/** The state after a command; throws what the call machine refused. */
export function report(outcome: CommandOutcome): CallState {
  if (outcome.ok) return outcome.state;
  const { code, message, by } = outcome.error;
  throw new Refusal(code, message, by === undefined ? {} : { by });
}

/**
 * Seats the agent's socket in a call that it has begun or accepted. It may have closed while the
 * database was asked: then nobody would free the seat, and the call must hear that it is empty.
 */
export async function sitDown(
  { service }: Pick<CallCore, "service">,
  seats: Seats,
  socket: AgentSocket,
  state: CallState,
): Promise<CallState> {
  const { agentId } = socket.data.agent;
  if (socket.connected) seats.seatAgent(state.id, agentId, socket);
  if (seats.agent(state.id, agentId) !== undefined) return state;
  return report(await service.dispatch(state.id, { type: "away", who: agentId }));
}

/** The state of a call whose record was amended. */
export async function annotated(
  core: CallCore,
  callId: string,
  error: WireError | null,
): Promise<CallState> {
  if (error !== null) throw new Refusal(error.code, error.message);
  const state =
    core.service.active.get(callId)?.state ?? (await core.store.read(callId))?.state ?? null;
  if (state === null) throw notSeated();
  return state;
}

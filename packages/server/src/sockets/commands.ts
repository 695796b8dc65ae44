/** What both sides' commands have in common. */
import { VISITOR, type WireError } from "@knockknock/protocol";
import type { CallCore } from "../calls/core.ts";
import type { CallState } from "../calls/machine.ts";
import type { CommandOutcome } from "../calls/service.ts";
import { Refusal } from "../refusal.ts";
import type { Seats } from "./seats.ts";
import type { AgentSocket, VisitorSocket } from "./types.ts";

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

/** What a page sent before it said that it was leaving has come by then. */
const STRAGGLER_MS = 1_000;

/** A visitor's page that said it was leaving, and still speaks from its seat, has stayed. */
export async function stayed(
  { clock, service }: Pick<CallCore, "clock" | "service">,
  seats: Seats,
  socket: VisitorSocket,
  callId: string,
): Promise<void> {
  const visitor = service.active.get(callId)?.state.visitor;
  if (visitor?.presence !== "leaving" || clock.now() - visitor.since < STRAGGLER_MS) return;
  if (seats.visitor(callId) !== socket) return;
  await service.dispatch(callId, { type: "joined", who: VISITOR, fresh: false });
  // It closed meanwhile: that was no news of a page that was leaving.
  if (seats.visitor(callId) === undefined) {
    await service.dispatch(callId, { type: "away", who: VISITOR });
  }
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

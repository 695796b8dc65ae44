import * as z from "zod/mini";
import { CallView, ChatMessage } from "./call.ts";
import { WireError } from "./errors.ts";
import { Id, ParticipantId, Counter, text } from "./primitives.ts";
import { SignalPayload, IceConfig } from "./signals.ts";
import type {
  VisitorCommandEnvelope,
  AgentCommandEnvelope,
  JoinRequest,
  AgentJoinRequest,
  SignalOut,
  CallBackRequest,
} from "./commands.ts";
import type { DeskState, RingEnded } from "./desk.ts";

/**
 * Socket.IO namespaces: `/visitor` (handshake auth `{ v, site }`, Origin checked) and `/agent`
 * (handshake auth `{ v, ticket }`). Path `/socket`. Every client event has an ack.
 */
export const SOCKET_PATH = "/socket";

export const Joined = z.object({
  call: CallView,
  /** Chat with a sequence number above `lastSeq`. */
  chat: z.array(ChatMessage),
  /** The next ticket; the old one stays valid until this one is first used. Empty for agents. */
  ticket: text(300),
  ice: IceConfig,
});
export type Joined = z.infer<typeof Joined>;

/** Pushed to the page of the visitor whom an agent calls: the call that rings, and its seat. */
export const VisitorIncoming = z.object({
  call: CallView,
  ticket: text(300),
  ice: IceConfig,
});
export type VisitorIncoming = z.infer<typeof VisitorIncoming>;

export const SignalIn = z.object({
  callId: Id,
  from: ParticipantId,
  epoch: Counter,
  payload: SignalPayload,
});
export type SignalIn = z.infer<typeof SignalIn>;

/** Pushed to everyone in a call after every change. */
export const CallUpdate = z.object({
  call: CallView,
  /** Present when the change was a chat message. */
  chat: z.optional(ChatMessage),
});
export type CallUpdate = z.infer<typeof CallUpdate>;

/** What an ack carries. */
export type Ack<T> = { ok: true; value: T } | { ok: false; error: WireError };

export const ackOf = <T extends z.core.$ZodType>(value: T) =>
  z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: WireError }),
  ]);

export const CommandResult = z.object({ call: CallView });
export type CommandResult = z.infer<typeof CommandResult>;

type Reply<T> = (ack: Ack<T>) => void;

export interface VisitorToServer {
  join(request: JoinRequest, reply: Reply<Joined>): void;
  command(envelope: VisitorCommandEnvelope, reply: Reply<CommandResult>): void;
  signal(signal: SignalOut, reply: Reply<null>): void;
  /** Fresh TURN credentials for a live call. */
  ice(request: { callId: string }, reply: Reply<IceConfig>): void;
}

export interface ServerToVisitor {
  update(update: CallUpdate): void;
  signal(signal: SignalIn): void;
  /** An agent calls; the page takes the seat and rings. */
  incoming(info: VisitorIncoming): void;
  /** The same seat was taken by another page; this one must let go without a word. */
  replaced(info: { callId: string }): void;
}

export interface AgentToServer {
  available(request: { available: boolean }, reply: Reply<null>): void;
  /** Refused with `not_found` (the visitor has left), `busy` (either side is in a call). */
  call_back(request: CallBackRequest, reply: Reply<CommandResult>): void;
  join(request: AgentJoinRequest, reply: Reply<Joined>): void;
  command(envelope: AgentCommandEnvelope, reply: Reply<CommandResult>): void;
  signal(signal: SignalOut, reply: Reply<null>): void;
  ice(request: { callId: string }, reply: Reply<IceConfig>): void;
}

export interface ServerToAgent {
  desk(state: DeskState): void;
  ring_ended(info: RingEnded): void;
  update(update: CallUpdate): void;
  signal(signal: SignalIn): void;
  replaced(info: { callId: string }): void;
  /** The session behind this socket was revoked: sign in again. */
  signed_out(): void;
}

export const ReplacedInfo = z.object({ callId: Id });

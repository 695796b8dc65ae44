import * as z from "zod/mini";
import {
  CallView,
  ChatMessage,
  EndReason,
  MediaState,
  Page,
  Party,
  PermissionState,
} from "./call.ts";
import { WireError } from "./errors.ts";
import { Counter, Id, LIMITS, ParticipantId, text, Timestamp } from "./primitives.ts";
import { IceConfig, SignalPayload } from "./signals.ts";

/**
 * Socket.IO namespaces: `/visitor` (handshake auth `{ v, site }`, Origin checked) and `/agent`
 * (handshake auth `{ v, ticket }`). Path `/socket`. Every client event has an ack.
 */
export const SOCKET_PATH = "/socket";

/** How one side's connection to one agent's leg is doing. */
export const LegReport = z.object({
  agentId: ParticipantId,
  epoch: Counter,
  /** `up`: ICE and DTLS are connected. `failed`: ICE restarts are used up. */
  state: z.enum(["up", "down", "failed"]),
});
export type LegReport = z.infer<typeof LegReport>;

/** Per-call quality, sent once at the end; all figures as seen by the reporting side. */
export const QualitySummary = z.object({
  medianRttMs: z.nullable(z.number()),
  packetLossRatio: z.nullable(z.number()),
  concealedRatio: z.nullable(z.number()),
  framesDecoded: z.int(),
  freezes: z.int(),
  recoveries: z.int(),
  relayed: z.boolean(),
});
export type QualitySummary = z.infer<typeof QualitySummary>;

const shared = [
  z.object({ type: z.literal("hangup") }),
  z.object({ type: z.literal("report"), leg: LegReport }),
  z.object({ type: z.literal("media"), media: MediaState }),
  z.object({ type: z.literal("permission"), permission: PermissionState }),
  z.object({
    type: z.literal("chat"),
    message: z.object({ id: Id, text: text(LIMITS.chat) }),
  }),
  /** Asks for a new peer connection on a leg: the server raises the epoch once per `epoch`. */
  z.object({ type: z.literal("rebuild"), agentId: ParticipantId, epoch: Counter }),
  /** The other side hung up on the data channel while the server was away. */
  z.object({ type: z.literal("ended_by_peer"), reason: EndReason, by: Party }),
  z.object({ type: z.literal("summary"), summary: QualitySummary }),
] as const;

export const VisitorCommand = z.discriminatedUnion("type", [
  ...shared,
  z.object({ type: z.literal("cancel") }),
  z.object({ type: z.literal("page"), page: Page }),
  z.object({
    type: z.literal("rate"),
    stars: z.int().check(z.minimum(1), z.maximum(5)),
    comment: text(LIMITS.comment),
  }),
  /** Answers to a call from an agent (`direction: "outbound"`). */
  z.object({ type: z.literal("accept") }),
  z.object({ type: z.literal("decline") }),
]);
export type VisitorCommand = z.infer<typeof VisitorCommand>;

export const AgentCommand = z.discriminatedUnion("type", [
  ...shared,
  z.object({ type: z.literal("accept") }),
  z.object({ type: z.literal("decline") }),
  z.object({ type: z.literal("hold"), on: z.boolean() }),
  z.object({ type: z.literal("notes"), text: text(LIMITS.notes) }),
]);
export type AgentCommand = z.infer<typeof AgentCommand>;

/** `key` makes a command idempotent: sent again, it answers again and does nothing more. */
const envelope = <C extends z.core.$ZodType>(command: C) =>
  z.object({ callId: Id, key: Id, command });
export const VisitorCommandEnvelope = envelope(VisitorCommand);
export type VisitorCommandEnvelope = z.infer<typeof VisitorCommandEnvelope>;
export const AgentCommandEnvelope = envelope(AgentCommand);
export type AgentCommandEnvelope = z.infer<typeof AgentCommandEnvelope>;

/** A visitor takes its seat in a call, again after every reconnection and page load. */
export const JoinRequest = z.object({
  callId: Id,
  ticket: text(300),
  lastSeq: Counter,
  /** True when this page holds no peer connection yet: the leg's epoch rises. */
  fresh: z.boolean(),
});
export type JoinRequest = z.infer<typeof JoinRequest>;

/** An agent's page takes its seat in the call that it is in. */
export const AgentJoinRequest = z.object({ callId: Id, lastSeq: Counter, fresh: z.boolean() });
export type AgentJoinRequest = z.infer<typeof AgentJoinRequest>;

export const Joined = z.object({
  call: CallView,
  /** Chat with a sequence number above `lastSeq`. */
  chat: z.array(ChatMessage),
  /** The next ticket; the old one stays valid until this one is first used. Empty for agents. */
  ticket: text(300),
  ice: IceConfig,
});
export type Joined = z.infer<typeof Joined>;

export const SignalOut = z.object({
  callId: Id,
  to: ParticipantId,
  epoch: Counter,
  payload: SignalPayload,
});
export type SignalOut = z.infer<typeof SignalOut>;

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

/** Who is knocking, as the agent sees it. Every string is the visitor's own claim. */
export const VisitorCard = z.object({
  name: z.nullable(text(LIMITS.name)),
  email: z.nullable(text(LIMITS.email)),
  /** True when the site's backend signed the identity. */
  verified: z.boolean(),
  page: Page,
  /** As "Firefox on Windows"; empty when unknown. */
  device: text(80),
  language: text(LIMITS.language),
  siteName: text(LIMITS.name),
  earlierCalls: z.int(),
  lastCallAt: z.nullable(Timestamp),
});
export type VisitorCard = z.infer<typeof VisitorCard>;

export const IncomingCall = z.object({
  callId: Id,
  card: VisitorCard,
  permission: PermissionState,
  knockedAt: Timestamp,
  deadlineAt: Timestamp,
  /** Where ICE and DTLS may be done while it rings (at most three agents); null = not here. */
  prewarm: z.nullable(z.object({ epoch: Counter, ice: IceConfig })),
});
export type IncomingCall = z.infer<typeof IncomingCall>;

export const WaitingCall = z.object({
  callId: Id,
  card: VisitorCard,
  knockedAt: Timestamp,
  position: z.int(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;

/** Everything an agent's console shows outside of a call; pushed whole after every change. */
export const DeskState = z.object({
  agent: z.object({ id: ParticipantId, name: text(LIMITS.name) }),
  available: z.boolean(),
  incoming: z.array(IncomingCall),
  waiting: z.array(WaitingCall),
  /** The call that this agent is in (also after a reload); null = none. */
  currentCallId: z.nullable(Id),
  serverNow: Timestamp,
});
export type DeskState = z.infer<typeof DeskState>;

/** Tells a ringing agent why the card went away. */
export const RingEnded = z.object({
  callId: Id,
  outcome: z.enum(["answered", "cancelled", "timeout", "elsewhere"]),
  /** The name of the agent who answered. */
  by: z.nullable(text(LIMITS.name)),
});
export type RingEnded = z.infer<typeof RingEnded>;

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
  /** The same seat was taken by another page; this one must let go without a word. */
  replaced(info: { callId: string }): void;
}

export interface AgentToServer {
  available(request: { available: boolean }, reply: Reply<null>): void;
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

export const AvailableRequest = z.object({ available: z.boolean() });
export const IceRequest = z.object({ callId: Id });
export const ReplacedInfo = z.object({ callId: Id });

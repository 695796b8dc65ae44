/**
 * What pages ask of the server on their sockets. Only the server checks these schemas; kept apart
 * from `events.ts` so that no page carries them.
 */
import * as z from "zod/mini";
import { MediaState, Page, PeerEndReason, PermissionState } from "./call.ts";
import { Counter, Id, LIMITS, ParticipantId, text } from "./primitives.ts";
import { QualitySummary } from "./quality.ts";
import { SignalPayload } from "./signals.ts";

/** How one side's connection to one agent's leg is doing. */
export const LegReport = z.object({
  agentId: ParticipantId,
  epoch: Counter,
  /** `up`: ICE and DTLS are connected. `failed`: ICE restarts are used up. */
  state: z.enum(["up", "down", "failed"]),
});
export type LegReport = z.infer<typeof LegReport>;

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
  /** The other side hung up on the data channel, or could not be had back. */
  z.object({ type: z.literal("ended_by_peer"), reason: PeerEndReason }),
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
]);
export type AgentCommand = z.infer<typeof AgentCommand>;

/**
 * `key` makes a command idempotent: sent again, it answers again and does nothing more. `agoMs` is how
 * long before it was given: the server was away, or took no more at once (absent = now; less than
 * nothing when the page's clock was set back).
 */
const envelope = <C extends z.core.$ZodType>(command: C) =>
  z.object({ callId: Id, key: Id, command, agoMs: z.optional(z.int()) });
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

export const SignalOut = z.object({
  callId: Id,
  to: ParticipantId,
  epoch: Counter,
  payload: SignalPayload,
});
export type SignalOut = z.infer<typeof SignalOut>;

export const AvailableRequest = z.object({ available: z.boolean() });
export const IceRequest = z.object({ callId: Id });

/**
 * An agent calls back the visitor of a call that nobody answered. `key` makes it idempotent: sent
 * again, it answers with the same new call.
 */
export const CallBackRequest = z.object({ callId: Id, key: Id });
export type CallBackRequest = z.infer<typeof CallBackRequest>;

import * as z from "zod/mini";
import { Counter, Id, LIMITS, ParticipantId, text, Timestamp } from "./primitives.ts";

/** Who caused something. */
export const Party = z.enum(["visitor", "agent", "system"]);
export type Party = z.infer<typeof Party>;

export const EndReason = z.enum([
  "hangup",
  "cancelled",
  "abandoned",
  "declined",
  "no_answer",
  "no_agents",
  "connect_failed",
  "connection_lost",
  "replaced",
  "server_shutdown",
  "internal_error",
]);
export type EndReason = z.infer<typeof EndReason>;

/**
 * What one side may say of the end in the other's name: that it hung up, or that it was lost. Who
 * ended the call follows from that and from who says it.
 */
export const PeerEndReason = z.enum(["hangup", "connection_lost"]);
export type PeerEndReason = z.infer<typeof PeerEndReason>;

/**
 * What the server says about a call. Times are server time; `deadlineAt` is when the server will
 * act by itself unless something happens first.
 */
export const CallPhase = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("queued"),
    /** 1 = next in line. */
    position: z.int(),
    /** False when nobody who could answer is signed in and available: say so at once. */
    anyoneOnline: z.boolean(),
    deadlineAt: Timestamp,
  }),
  z.object({ name: z.literal("ringing"), deadlineAt: Timestamp }),
  z.object({ name: z.literal("connecting"), agentId: ParticipantId, deadlineAt: Timestamp }),
  z.object({ name: z.literal("connected"), agentId: ParticipantId, onHold: z.boolean() }),
  z.object({
    name: z.literal("reconnecting"),
    agentId: ParticipantId,
    onHold: z.boolean(),
    /** `network`: a link went down. `page`: a participant's page is being replaced. */
    cause: z.enum(["network", "page"]),
    deadlineAt: Timestamp,
  }),
  z.object({
    name: z.literal("transferring"),
    agentId: ParticipantId,
    onHold: z.boolean(),
    deadlineAt: Timestamp,
  }),
  z.object({
    name: z.literal("ended"),
    reason: EndReason,
    by: Party,
    /** From connected to the last word; 0 when the call never connected. */
    durationMs: z.int(),
  }),
]);
export type CallPhase = z.infer<typeof CallPhase>;
export type CallPhaseName = CallPhase["name"];

/** What a screen shows: the server's phase as the local leg sees it. The contract's `data-phase`. */
export type ScreenPhase =
  | "idle"
  | "requesting"
  | "queued"
  | "ringing"
  | "connecting"
  | "connected"
  | "reconnecting"
  | "ended";

/**
 * What a participant sends. Travels on the data channel and through the server alike; `n` rises
 * with every change, so that the newer of two wins whichever road it came by.
 */
export const MediaState = z.object({
  n: Counter,
  /** `none`: no permission or no device. */
  microphone: z.enum(["on", "muted", "none"]),
  camera: z.enum(["on", "off", "none"]),
  screen: z.boolean(),
});
export type MediaState = z.infer<typeof MediaState>;

export const NOTHING_SENT: MediaState = {
  n: 0,
  microphone: "none",
  camera: "none",
  screen: false,
};

/** What became of one device's permission, as `getUserMedia` told it. */
export const DevicePermission = z.enum([
  "unasked",
  "prompting",
  "granted",
  "denied",
  "dismissed",
  "blocked_by_system",
  "blocked_by_policy",
  "no_device",
  "busy",
  "unsupported",
]);
export type DevicePermission = z.infer<typeof DevicePermission>;

export const PermissionState = z.object({
  microphone: DevicePermission,
  camera: DevicePermission,
});
export type PermissionState = z.infer<typeof PermissionState>;

export const Page = z.object({
  url: text(LIMITS.url),
  title: text(LIMITS.title),
  referrer: text(LIMITS.url),
});
export type Page = z.infer<typeof Page>;

export const Participant = z.object({
  id: ParticipantId,
  role: z.enum(["visitor", "agent"]),
  name: z.nullable(text(LIMITS.name)),
  media: MediaState,
  permission: PermissionState,
  /** `leaving`: the page said that it is being replaced. `away`: its socket is gone. */
  presence: z.enum(["here", "leaving", "away"]),
});
export type Participant = z.infer<typeof Participant>;

/**
 * One connection between the visitor and one agent. The epoch rises with every new peer
 * connection; signals of lower epochs are dropped.
 */
export const Leg = z.object({
  agentId: ParticipantId,
  epoch: Counter,
  /** Media may flow only on a live leg; a leg that is not live is a pre-warmed one. */
  live: z.boolean(),
});
export type Leg = z.infer<typeof Leg>;

/** The snapshot of a call that its participants get. */
export const CallView = z.object({
  id: Id,
  /** Rises with every change of this call; a snapshot with a lower number is stale. */
  seq: Counter,
  direction: z.enum(["inbound", "outbound"]),
  siteName: text(LIMITS.name),
  phase: CallPhase,
  createdAt: Timestamp,
  /** When both sides were first connected; the timer runs from here. */
  connectedAt: z.nullable(Timestamp),
  /** The server's clock when it made this snapshot. */
  serverNow: Timestamp,
  participants: z.array(Participant).check(z.maxLength(8)),
  legs: z.array(Leg).check(z.maxLength(8)),
  /** Where the visitor is; empty strings for a visitor's own view. */
  page: Page,
});
export type CallView = z.infer<typeof CallView>;

export const ChatMessage = z.object({
  /** Made by the sender; the same message may arrive by two roads. */
  id: Id,
  from: ParticipantId,
  text: text(LIMITS.chat),
  at: Timestamp,
});
export type ChatMessage = z.infer<typeof ChatMessage>;

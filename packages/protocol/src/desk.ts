import * as z from "zod/mini";
import { PermissionState, Page } from "./call.ts";
import { Id, ParticipantId, Timestamp, Counter, text, LIMITS } from "./primitives.ts";
import { IceConfig } from "./signals.ts";

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
  /** Calls in vain whose visitors are still on the site: they can be called back. */
  reachable: z.array(Id).check(z.maxLength(200)),
  /** When a visitor last left a message, as far as this server remembers; null = not since it runs. */
  lastMessageAt: z.nullable(Timestamp),
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

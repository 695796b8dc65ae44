/** What the console gets from the REST routes under `/api/v1/agent`. */
import * as z from "zod/mini";
import { ChatMessage, Party, EndReason, Page } from "./call.ts";
import { Id, Timestamp, text, LIMITS } from "./primitives.ts";
import { VisitorCard } from "./desk.ts";
import { QualitySummary } from "./quality.ts";
import { PublicSite } from "./rest.ts";
import { SiteTimings } from "./rest-requests.ts";

/**
 * Where a page of calls or messages ends: the time at which its last one began and, since two may
 * begin in the same millisecond, its id. The time alone works too.
 */
export const HistoryCursor = z.string().check(z.regex(/^\d{1,15}(\.[A-Za-z0-9_-]{8,64})?$/));

/** One row of the console's history. `GET /api/v1/agent/calls?before=&limit=&outcome=`. */
export const CallRecord = z.object({
  id: Id,
  /** `outbound`: an agent called the visitor back. */
  direction: z.enum(["inbound", "outbound"]),
  card: VisitorCard,
  agentName: z.nullable(text(LIMITS.name)),
  createdAt: Timestamp,
  connectedAt: z.nullable(Timestamp),
  /** When the server heard of it; without the server they may have hung up before. */
  endedAt: z.nullable(Timestamp),
  waitedMs: z.int(),
  /** From connected to the last word. */
  durationMs: z.int(),
  /** Null while the call lives. */
  endReason: z.nullable(EndReason),
  endedBy: z.nullable(Party),
  stars: z.nullable(z.int()),
  comment: text(LIMITS.comment),
  notes: text(LIMITS.notes),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** `GET /api/v1/agent/calls/:id`: the record, what was written, and how the connection was. */
export const CallDetail = z.object({
  call: CallRecord,
  /** Oldest first. */
  chat: z.array(ChatMessage),
  /** As each side received the other; null where that side told nothing. */
  quality: z.object({
    visitor: z.nullable(QualitySummary),
    agent: z.nullable(QualitySummary),
  }),
});
export type CallDetail = z.infer<typeof CallDetail>;

export const CallRecordPage = z.object({
  calls: z.array(CallRecord),
  /** Pass as `before` for the next page; null = no more. */
  next: z.nullable(HistoryCursor),
});
export type CallRecordPage = z.infer<typeof CallRecordPage>;

/** `GET /api/v1/agent/messages?before=&limit=`. */
export const MessageRecord = z.object({
  id: Id,
  siteName: text(LIMITS.name),
  name: text(LIMITS.name),
  contact: text(LIMITS.email),
  text: text(LIMITS.message),
  page: Page,
  createdAt: Timestamp,
  callId: z.nullable(Id),
});
export type MessageRecord = z.infer<typeof MessageRecord>;

export const MessagePage = z.object({
  messages: z.array(MessageRecord),
  /** Pass as `before` for the next page; null = no more. */
  next: z.nullable(HistoryCursor),
});
export type MessagePage = z.infer<typeof MessagePage>;

/** `GET /api/v1/agent/me`. */
export const Me = z.object({
  id: text(64),
  name: text(LIMITS.name),
  email: text(LIMITS.email),
  role: z.enum(["owner", "admin", "agent", "supervisor"]),
});
export type Me = z.infer<typeof Me>;

/** `GET /api/v1/agent/team`. */
export const TeamMember = z.object({
  id: text(64),
  name: text(LIMITS.name),
  email: text(LIMITS.email),
  role: Me.shape.role,
  /** Signed in somewhere with the switch on. */
  available: z.boolean(),
});
export type TeamMember = z.infer<typeof TeamMember>;

export const Team = z.object({ members: z.array(TeamMember) });
export type Team = z.infer<typeof Team>;

/** `POST /api/v1/agent/socket-ticket`: 30 s, one use. */
export const SocketTicket = z.object({ ticket: text(300) });
export type SocketTicket = z.infer<typeof SocketTicket>;

export const Invitation = z.object({ url: text(LIMITS.url), expiresAt: Timestamp });
export type Invitation = z.infer<typeof Invitation>;

/** A key with which the site's backend signs who its customers are; the key itself is not told. */
export const IdentityKey = z.object({ id: Id, createdAt: Timestamp });
export type IdentityKey = z.infer<typeof IdentityKey>;

/** Newest first. `GET /api/v1/agent/sites/:id/identity-keys`. */
export const IdentityKeyList = z.object({ keys: z.array(IdentityKey) });
export type IdentityKeyList = z.infer<typeof IdentityKeyList>;

/** `POST /api/v1/agent/sites/:id/identity-keys`: the only answer that holds the secret. */
export const NewIdentityKey = z.extend(IdentityKey, { secret: text(64) });
export type NewIdentityKey = z.infer<typeof NewIdentityKey>;

/** `GET /api/v1/agent/sites`; what of it may be changed is `SiteRequest`. */
export const SiteSettings = z.object({
  id: Id,
  key: text(64),
  name: text(LIMITS.name),
  accent: PublicSite.shape.accent,
  position: PublicSite.shape.position,
  /** Where the owner lets the site's key be used. */
  allowedOrigins: z.array(text(300)),
  /** Where it may be used besides: this server's own origins and those of its environment. */
  fixedOrigins: z.array(text(300)),
  relayOnly: z.boolean(),
  excludedPaths: z.array(text(200)),
  timings: SiteTimings,
});
export type SiteSettings = z.infer<typeof SiteSettings>;

export const SiteList = z.object({ sites: z.array(SiteSettings) });
export type SiteList = z.infer<typeof SiteList>;

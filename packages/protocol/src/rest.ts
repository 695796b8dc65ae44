import * as z from "zod/mini";
import { CallView, EndReason, Page, Party } from "./call.ts";
import { VisitorCard } from "./events.ts";
import { Id, LIMITS, text, Timestamp } from "./primitives.ts";
import { IceConfig } from "./signals.ts";

/** `identify(…)`: a token signed by the site's backend, or plain claims shown as unverified. */
export const Identity = z.union([
  z.object({ token: text(4096) }),
  z.object({
    name: z.optional(text(LIMITS.name)),
    email: z.optional(text(LIMITS.email)),
  }),
]);
export type Identity = z.infer<typeof Identity>;

/**
 * `POST /api/v1/knock`. Sent as `text/plain` JSON without credentials, so that no CORS preflight
 * is needed and the knock costs one round trip.
 */
export const KnockRequest = z.object({
  v: z.int(),
  site: text(64),
  /** Makes the knock idempotent; a lost answer may be asked for again. */
  key: Id,
  page: Page,
  language: text(LIMITS.language),
  identity: z.optional(Identity),
});
export type KnockRequest = z.infer<typeof KnockRequest>;

export const KnockResponse = z.object({
  call: CallView,
  ticket: text(300),
  ice: IceConfig,
});
export type KnockResponse = z.infer<typeof KnockResponse>;

/** `GET /api/v1/sites/:key`: public, cacheable, without credentials. */
export const PublicSite = z.object({
  key: text(64),
  name: text(LIMITS.name),
  /** `#rrggbb`. */
  accent: z.string().check(z.regex(/^#[0-9a-f]{6}$/)),
  /** Corner of the page. */
  position: z.enum(["bottom-right", "bottom-left"]),
  /** Somebody is signed in and available. */
  available: z.boolean(),
  /** Path prefixes that the continuity shell must never carry. */
  excludedPaths: z.array(text(200)),
});
export type PublicSite = z.infer<typeof PublicSite>;

/** `POST /api/v1/leaving` (`sendBeacon`, `text/plain`): the page is being replaced, not a bye. */
export const LeavingNotice = z.object({ callId: Id, ticket: text(300) });
export type LeavingNotice = z.infer<typeof LeavingNotice>;

/** `POST /api/v1/messages`: what a visitor leaves when nobody answers. */
export const LeaveMessage = z.object({
  v: z.int(),
  site: text(64),
  key: Id,
  callId: z.optional(Id),
  name: text(LIMITS.name),
  /** E-mail address or telephone number: a way to reach the visitor. */
  contact: z.string().check(z.minLength(3), z.maxLength(LIMITS.email)),
  text: z.string().check(z.minLength(1), z.maxLength(LIMITS.message)),
  page: Page,
});
export type LeaveMessage = z.infer<typeof LeaveMessage>;

/** One row of the console's history. `GET /api/v1/agent/calls?before=&limit=&outcome=`. */
export const CallRecord = z.object({
  id: Id,
  card: VisitorCard,
  agentName: z.nullable(text(LIMITS.name)),
  createdAt: Timestamp,
  connectedAt: z.nullable(Timestamp),
  endedAt: z.nullable(Timestamp),
  waitedMs: z.int(),
  durationMs: z.int(),
  /** Null while the call lives. */
  endReason: z.nullable(EndReason),
  endedBy: z.nullable(Party),
  stars: z.nullable(z.int()),
  comment: text(LIMITS.comment),
  notes: text(LIMITS.notes),
});
export type CallRecord = z.infer<typeof CallRecord>;
export const CallRecordPage = z.object({
  calls: z.array(CallRecord),
  /** Pass as `before` for the next page; null = no more. */
  next: z.nullable(Timestamp),
});
export type CallRecordPage = z.infer<typeof CallRecordPage>;

/** `GET /api/v1/agent/messages`. */
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
export const MessagePage = z.object({ messages: z.array(MessageRecord) });
export type MessagePage = z.infer<typeof MessagePage>;

/** `GET /api/v1/agent/me`. */
export const Me = z.object({
  id: text(64),
  name: text(LIMITS.name),
  email: text(LIMITS.email),
  role: z.enum(["owner", "admin", "agent", "supervisor"]),
});
export type Me = z.infer<typeof Me>;

/** `POST /api/v1/sign-in`; sets the session's cookie. */
export const SignInRequest = z.object({
  email: z.string().check(z.minLength(1), z.maxLength(LIMITS.email)),
  password: z.string().check(z.minLength(1), z.maxLength(128)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

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

/** `PUT /api/v1/agent/calls/:id/notes`, during the call and after it. */
export const NotesRequest = z.object({ text: text(LIMITS.notes) });
export type NotesRequest = z.infer<typeof NotesRequest>;

/** `POST /api/v1/agent/socket-ticket`: 30 s, one use. */
export const SocketTicket = z.object({ ticket: text(300) });
export type SocketTicket = z.infer<typeof SocketTicket>;

/** `POST /api/v1/agent/invitations`; the link is shown once. */
export const InvitationRequest = z.object({ role: z.enum(["admin", "agent", "supervisor"]) });
export const Invitation = z.object({ url: text(LIMITS.url), expiresAt: Timestamp });
export type Invitation = z.infer<typeof Invitation>;

/** `POST /api/v1/join` (invitation) and `POST /api/v1/setup` (first owner); both sign in. */
export const JoinTeamRequest = z.object({
  token: text(300),
  name: z.string().check(z.minLength(1), z.maxLength(LIMITS.name)),
  email: z.string().check(z.email(), z.maxLength(LIMITS.email)),
  password: z.string().check(z.minLength(10), z.maxLength(128)),
});
export type JoinTeamRequest = z.infer<typeof JoinTeamRequest>;

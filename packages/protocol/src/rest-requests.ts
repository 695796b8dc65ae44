/** Bodies that clients send. Only the server checks these schemas; no page carries them. */
import * as z from "zod/mini";
import { Page } from "./call.ts";
import { Id, text, LIMITS } from "./primitives.ts";
import { PublicSite } from "./rest.ts";

/** `identify(…)`: a token signed by the site's backend, or plain claims shown as unverified. */
export const Identity = z.union([
  z.object({ token: text(4096) }),
  z.object({
    name: z.optional(text(LIMITS.name)),
    email: z.optional(text(LIMITS.email)),
  }),
]);
export type Identity = z.infer<typeof Identity>;

/** What the loader asks for; kept here, as no page checks it. */
export const LoaderSite = z.extend(PublicSite, {
  /** What to say when the call app does not load, in the language asked for; absent for English. */
  loadProblem: z.optional(text(200)),
});
export type LoaderSite = z.infer<typeof LoaderSite>;

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

/** `POST /api/v1/sign-in`; sets the session's cookie. */
export const SignInRequest = z.object({
  email: z.string().check(z.minLength(1), z.maxLength(LIMITS.email)),
  password: z.string().check(z.minLength(1), z.maxLength(128)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `PUT /api/v1/agent/calls/:id/notes`, during the call and after it. */
export const NotesRequest = z.object({ text: text(LIMITS.notes) });
export type NotesRequest = z.infer<typeof NotesRequest>;

/** `POST /api/v1/agent/invitations`; the link is shown once. */
export const InvitationRequest = z.object({ role: z.enum(["admin", "agent", "supervisor"]) });

/** `POST /api/v1/join` (invitation) and `POST /api/v1/setup` (first owner); both sign in. */
export const JoinTeamRequest = z.object({
  token: text(300),
  name: z.string().check(z.minLength(1), z.maxLength(LIMITS.name)),
  email: z.string().check(z.email(), z.maxLength(LIMITS.email)),
  password: z.string().check(z.minLength(10), z.maxLength(128)),
});
export type JoinTeamRequest = z.infer<typeof JoinTeamRequest>;

/** Whether a one-time link still lets somebody in. */
export const TeamLinkRequest = z.object({ token: JoinTeamRequest.shape.token });
export type TeamLinkRequest = z.infer<typeof TeamLinkRequest>;

/** `PUT /api/v1/agent/password`: the member's own; ends its other sessions. */
export const PasswordRequest = z.object({
  current: SignInRequest.shape.password,
  next: JoinTeamRequest.shape.password,
});
export type PasswordRequest = z.infer<typeof PasswordRequest>;

const milliseconds = (seconds: { least: number; most: number }) =>
  z.int().check(z.minimum(seconds.least * 1000), z.maximum(seconds.most * 1000));

export const SiteTimings = z.object({
  /** How long it rings before the visitor is told that nobody answers. */
  ringMs: milliseconds({ least: 5, most: 300 }),
  /** How long a visitor waits when nobody is free. */
  queueMs: milliseconds({ least: 5, most: 3600 }),
  /** How long a connection may take once somebody answered. */
  connectMs: milliseconds({ least: 5, most: 60 }),
  /** How long a waiting visitor's page may be gone. */
  absentMs: milliseconds({ least: 5, most: 300 }),
});
export type SiteTimings = z.infer<typeof SiteTimings>;

/** `PUT /api/v1/agent/sites/:id`: all of what an owner may set. */
export const SiteRequest = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(LIMITS.name)),
  accent: PublicSite.shape.accent,
  position: PublicSite.shape.position,
  /** As browsers write them, such as `https://www.example.com`. */
  allowedOrigins: z.array(text(300)).check(z.maxLength(50)),
  relayOnly: z.boolean(),
  /** Path prefixes. */
  excludedPaths: z.array(text(200).check(z.regex(/^\//))).check(z.maxLength(50)),
  timings: SiteTimings,
});
export type SiteRequest = z.infer<typeof SiteRequest>;

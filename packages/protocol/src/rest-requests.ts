/** Bodies that clients send. Only the server checks these schemas; no page carries them. */
import * as z from "zod/mini";
import { Page } from "./call.ts";
import { Id, text, LIMITS } from "./primitives.ts";

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

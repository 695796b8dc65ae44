import * as z from "zod/mini";
import { text } from "./primitives.ts";

/** Closed list; a screen chooses its own words by the code. */
export const ErrorCode = z.enum([
  "bad_request",
  "unauthorized",
  /** Signed in, but the role may not do this. */
  "forbidden",
  "forbidden_origin",
  "unknown_site",
  "not_found",
  "wrong_phase",
  "already_answered",
  "busy",
  "rate_limited",
  "ticket_expired",
  "version_mismatch",
  "conflict",
  "internal",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What every refused request gets, on HTTP (with the matching status) and in socket acks. */
export const WireError = z.object({
  code: ErrorCode,
  /** What happened and what to do, for a developer's console; screens translate the code. */
  message: text(500),
  /** For `already_answered`: the agent's name. */
  by: z.optional(text(80)),
  /** For `rate_limited`: seconds to wait. */
  retryAfterS: z.optional(z.int()),
});
export type WireError = z.infer<typeof WireError>;

import type { ErrorCode, WireError } from "@knockknock/protocol";

/** A request refused on purpose, told to the asker as a `WireError`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly wire: WireError;
  constructor(code: ErrorCode, message: string, extra: Pick<WireError, "by" | "retryAfterS"> = {}) {
    super(message);
    this.wire = { code, message, ...extra };
  }
}

/** HTTP statuses (RFC 9110 §15, RFC 6585 §4) of the codes. */
export const STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  forbidden_origin: 403,
  unknown_site: 404,
  not_found: 404,
  wrong_phase: 409,
  already_answered: 409,
  conflict: 409,
  busy: 409,
  ticket_expired: 410,
  version_mismatch: 426,
  rate_limited: 429,
  internal: 500,
};

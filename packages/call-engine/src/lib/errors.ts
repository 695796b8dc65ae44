import type { WireError } from "@knockknock/protocol";

/** Closed list; screens choose their words by it. */
export type EngineErrorReason =
  /** The request did not reach the server, or no answer came back. */
  | "unreachable"
  /** The server answered no; `wire` says why. */
  | "refused"
  /** An answer that this version does not understand. */
  | "malformed"
  /** What was asked for is gone: the call is over or the client was disposed of. */
  | "closed";

/** Every error that leaves the engine. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly reason: EngineErrorReason;
  /** Present when `reason` is `refused`. */
  readonly wire: WireError | null;

  constructor(
    reason: EngineErrorReason,
    message: string,
    options: { cause?: unknown; wire?: WireError } = {},
  ) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.wire = options.wire ?? null;
  }
}

export const refused = (wire: WireError): EngineError =>
  new EngineError("refused", wire.message, { wire });

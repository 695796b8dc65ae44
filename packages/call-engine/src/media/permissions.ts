import type { DevicePermission } from "@knockknock/protocol";

/** A refusal faster than a person can click: it was blocked before. Milliseconds. */
export const ALREADY_BLOCKED_MS = 150;

/**
 * What a failed `getUserMedia` says about one device, by the error's name, then by its message.
 * The result of the request is the truth; `permissions.query` is only ever a hint.
 */
export function classify(
  error: unknown,
  elapsedMs: number,
  allowedByPolicy: boolean,
): DevicePermission {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
    case "PermissionDeniedError":
      if (!allowedByPolicy || /permissions? policy|feature policy/i.test(message)) {
        return "blocked_by_policy";
      }
      if (/by (the )?(system|operating system|os)\b/i.test(message)) return "blocked_by_system";
      return /dismiss/i.test(message) && elapsedMs >= ALREADY_BLOCKED_MS ? "dismissed" : "denied";
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
      return "no_device";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "busy";
    default:
      return "unsupported";
  }
}

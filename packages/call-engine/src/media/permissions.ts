import type { DevicePermission } from "@knockknock/protocol";

/** A refusal faster than a person can click: it was blocked before. Milliseconds. */
const ALREADY_BLOCKED_MS = 150;

/** What is known beside the error itself. */
export interface Circumstances {
  readonly elapsedMs: number;
  /** What the site's Permissions-Policy says. */
  readonly allowedByPolicy: boolean;
  /**
   * The site's permission after the refusal (`permissions.query`); null where it cannot be asked
   * or where the devices asked for differ in it.
   */
  readonly state: PermissionStatus["state"] | null;
}

/**
 * What a failed `getUserMedia` says about one device, by the error's name, then by its message,
 * then by the site's permission. The result of the request is the truth; the permission is only
 * ever a hint (Safari says `prompt` even when blocked).
 */
export function classify(error: unknown, circumstances: Circumstances): DevicePermission {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
    case "PermissionDeniedError":
      return refusal(message, circumstances);
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

function refusal(
  message: string,
  { allowedByPolicy, elapsedMs, state }: Circumstances,
): DevicePermission {
  if (!allowedByPolicy || /permissions? policy|feature policy/i.test(message)) {
    return "blocked_by_policy";
  }
  if (/by (the )?(system|operating system|os)\b/i.test(message)) return "blocked_by_system";
  // The site may, and is refused all the same: that leaves the operating system.
  if (state === "granted") return "blocked_by_system";
  if (state === "denied") return "denied";
  const fast = elapsedMs < ALREADY_BLOCKED_MS;
  // Chromium's word. Three times dismissed, it refuses by itself, at once, without that state.
  if (/dismiss/i.test(message)) return state === "prompt" || !fast ? "dismissed" : "denied";
  // Safari's sentence, for whatever it was; until the page is reloaded it refuses every request.
  if (/possibly because the user denied/i.test(message)) return "denied";
  // Firefox has one sentence for all. Still `prompt` after a while: the question was closed, or
  // refused for now, which the next request tells by failing at once.
  return state === "prompt" && !fast ? "dismissed" : "denied";
}

/**
 * Whether a failed `getDisplayMedia` was the person's own wish. One name stands for whoever refuses:
 * Chromium says so of the system (“Permission denied by system”); a page's policy, and Firefox and
 * Safari for either, refuse before anyone could have read the picker.
 */
export const closedPicker = (error: unknown, elapsedMs: number): boolean =>
  error instanceof Error &&
  error.name === "NotAllowedError" &&
  !/system/i.test(error.message) &&
  elapsedMs >= ALREADY_BLOCKED_MS;

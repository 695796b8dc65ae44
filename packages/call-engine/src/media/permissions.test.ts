import { expect, test } from "vitest";
import { classify } from "./permissions.ts";

const error = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

const FIREFOX =
  "The request is not allowed by the user agent or the platform in the current context.";
const SAFARI =
  "The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.";

test.each([
  ["Chrome, Edge: blocked before", "Permission denied", 5, "denied", "denied"],
  ["Chrome, Edge: blocked in the prompt", "Permission denied", 3_000, "denied", "denied"],
  ["Chrome, Edge: prompt closed", "Permission dismissed", 3_000, "prompt", "dismissed"],
  ["Chrome, Edge: prompt closed by the browser", "Permission dismissed", 20, "prompt", "dismissed"],
  ["Chrome, Edge: closed too often", "Permission dismissed", 20, "denied", "denied"],
  ["Chrome: closed too often, no state", "Permission dismissed", 20, null, "denied"],
  ["Chrome: prompt closed, no state", "Permission dismissed", 3_000, null, "dismissed"],
  [
    "Chrome, Edge: operating system",
    "Permission denied by system",
    40,
    "prompt",
    "blocked_by_system",
  ],
  ["Chrome: allowed, and yet refused", "Permission denied", 40, "granted", "blocked_by_system"],
  ["Firefox: blocked before", FIREFOX, 5, "denied", "denied"],
  ["Firefox: blocked for now, asked again", FIREFOX, 5, "prompt", "denied"],
  ["Firefox: prompt closed", FIREFOX, 3_000, "prompt", "dismissed"],
  ["Firefox: allowed, and yet refused", FIREFOX, 40, "granted", "blocked_by_system"],
  ["Firefox without the Permissions API", FIREFOX, 900, null, "denied"],
  ["Safari: refused in the prompt", SAFARI, 3_000, "prompt", "denied"],
  ["Safari: blocked before", SAFARI, 5, "prompt", "denied"],
  ["Safari: allowed, and yet refused", SAFARI, 40, "granted", "blocked_by_system"],
] as const)("%s", (_what, message, elapsedMs, state, permission) => {
  const circumstances = { elapsedMs, allowedByPolicy: true, state };
  expect(classify(error("NotAllowedError", message), circumstances)).toBe(permission);
});

test.each([
  ["NotAllowedError", "Permission denied", false, "blocked_by_policy"],
  ["NotAllowedError", "Blocked by Permissions Policy", true, "blocked_by_policy"],
  ["NotFoundError", "Requested device not found", true, "no_device"],
  ["NotFoundError", "The object can not be found here.", true, "no_device"],
  ["OverconstrainedError", "", true, "no_device"],
  ["NotReadableError", "Could not start video source", true, "busy"],
  ["NotReadableError", "Failed to allocate videosource", true, "busy"],
  ["AbortError", "Starting videoinput failed", true, "busy"],
  ["TypeError", "", true, "unsupported"],
] as const)("%s (%s), policy allows: %s", (name, message, allowedByPolicy, permission) => {
  const circumstances = { elapsedMs: 300, allowedByPolicy, state: null };
  expect(classify(error(name, message), circumstances)).toBe(permission);
});

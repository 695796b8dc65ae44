import { expect, test } from "vitest";
import { classify } from "./permissions.ts";

const error = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

test.each([
  ["NotAllowedError", "Permission denied", 3_000, true, "denied"],
  ["NotAllowedError", "Permission denied", 5, true, "denied"],
  ["NotAllowedError", "Permission dismissed", 3_000, true, "dismissed"],
  ["NotAllowedError", "Permission dismissed", 20, true, "denied"],
  ["NotAllowedError", "Permission denied by system", 40, true, "blocked_by_system"],
  ["NotAllowedError", "The request is not allowed by the user agent", 900, true, "denied"],
  ["NotAllowedError", "Permission denied", 5, false, "blocked_by_policy"],
  ["NotFoundError", "Requested device not found", 5, true, "no_device"],
  ["OverconstrainedError", "", 5, true, "no_device"],
  ["NotReadableError", "Could not start video source", 300, true, "busy"],
  ["AbortError", "Starting videoinput failed", 300, true, "busy"],
  ["TypeError", "", 1, true, "unsupported"],
] as const)("%s (%s) after %i ms", (name, message, elapsed, allowed, permission) => {
  expect(classify(error(name, message), elapsed, allowed)).toBe(permission);
});

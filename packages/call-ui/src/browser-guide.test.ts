import { expect, test } from "vitest";
import { guideFor } from "./browser-guide.ts";

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
    0,
    "chrome",
  ],
  ["Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0 Mobile Safari/537.36", 5, "chrome_android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", 0, "firefox"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:153.0) Firefox/153.0", 5, "firefox_android"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.2 Safari/605.1.15", 0, "safari"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.2 Safari/605.1.15", 5, "ios"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/156.0 Safari/604.1", 5, "ios"],
  ["", 0, "other"],
] as const)("%s with %i touch points: %s", (agent, touch, guide) => {
  expect(guideFor(agent, touch)).toBe(guide);
});

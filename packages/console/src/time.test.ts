import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTick, dayText } from "./time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the tick moves once a second until it is stopped", () => {
  const tick = createTick();
  const before = tick.now.value;
  vi.advanceTimersByTime(3_000);
  expect(tick.now.value - before).toBe(3_000);
  tick.stop();
  vi.advanceTimersByTime(3_000);
  expect(tick.now.value - before).toBe(3_000);
});

test("days are named as people name them", () => {
  const words = { language: "en-GB", today: "Today", yesterday: "Yesterday" };
  const now = new Date(2026, 10, 22, 9).getTime();
  expect(dayText(new Date(2026, 10, 22, 0, 1).getTime(), now, words)).toBe("Today");
  expect(dayText(new Date(2026, 10, 21, 23, 59).getTime(), now, words)).toBe("Yesterday");
  expect(dayText(new Date(2026, 10, 3).getTime(), now, words)).toContain("3 November");
  expect(dayText(new Date(2025, 10, 3).getTime(), now, words)).toContain("2025");
});

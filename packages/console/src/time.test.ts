import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clockText, createTick, dayText } from "./time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a clock shows minutes and seconds, and hours only past an hour", () => {
  expect(clockText(0)).toBe("0:00");
  expect(clockText(8_999)).toBe("0:08");
  expect(clockText(245_000)).toBe("4:05");
  expect(clockText(3_600_000)).toBe("1:00:00");
});

test("a server clock that runs ahead never shows a negative time", () => {
  fc.assert(
    fc.property(fc.integer({ max: 0 }), (milliseconds) => {
      expect(clockText(milliseconds)).toBe("0:00");
    }),
  );
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

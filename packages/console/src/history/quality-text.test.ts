import { expect, test } from "vitest";
import { fakeQuality } from "../testing/fake-data.ts";
import { en } from "../words/en.ts";
import { courseText, figuresText, stepText } from "./quality-text.ts";

test("the course says how long the connection was how good, and leaves out what never was", () => {
  const { course } = fakeQuality();
  expect(course && courseText(course, en)).toBe(
    "Good 70%, fair 10%, weak 10%, nothing arrived 10% of 0:40",
  );
  const steps = [{ level: "good", rttMs: 20, lossRatio: 0 }] as const;
  expect(courseText({ stepMs: 4_000, steps: [...steps] }, en)).toBe("Good 100% of 0:04");
});

test("the figures name the path first, and only the troubles that there were", () => {
  expect(figuresText(fakeQuality(), en)).toBe(
    "through the relay · 48 ms there and back · 0.9% lost · the picture froze twice · reconnected once",
  );
  const untroubled = { medianRttMs: null, packetLossRatio: null, freezes: 0, recoveries: 0 };
  expect(figuresText(fakeQuality({ ...untroubled, relayed: false }), en)).toBe("direct");
});

test("a step tells its time and the worst of it", () => {
  const step = { level: "poor", rttMs: 610, lossRatio: 0.094 } as const;
  expect(stepText(step, 80_000, en)).toBe("1:20: weak, 610 ms there and back, 9.4% lost");
  const silent = { level: "unknown", rttMs: null, lossRatio: null } as const;
  expect(stepText(silent, 0, en)).toBe("0:00: nothing arrived");
});

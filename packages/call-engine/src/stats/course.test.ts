import { QualityCourse } from "@knockknock/protocol";
import { expect, test } from "vitest";
import type { QualityView } from "../model.ts";
import { Course, CourseSoFar } from "./course.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";

const view = (over: Partial<QualityView> = {}): QualityView => ({
  ...UNKNOWN_QUALITY,
  level: "good",
  rttMs: 20.4,
  lossRatio: 0,
  ...over,
});

test("a step holds the worst of its readings; where there was none, nothing is known", () => {
  const course = new Course();
  course.add(100_000, view());
  course.add(102_000, view({ level: "poor", lossRatio: 0.12345 }));
  course.add(109_000, view({ rttMs: null }));
  expect(course.told()).toEqual({
    stepMs: 4_000,
    steps: [
      { level: "poor", rttMs: 20, lossRatio: 0.123 },
      { level: "unknown", rttMs: null, lossRatio: null },
      { level: "good", rttMs: null, lossRatio: 0 },
    ],
  });
});

test("a call of three hours has the steps that a record takes, and none of its bad times is lost", () => {
  const course = new Course();
  const bad = 5_000_000;
  for (let now = 0; now < 3 * 3_600_000; now += 2_000) {
    course.add(now, view(now === bad ? { level: "poor", rttMs: 900 } : {}));
  }
  const { stepMs, steps } = QualityCourse.parse(course.told());
  expect(steps.length * stepMs).toBeGreaterThanOrEqual(3 * 3_600_000);
  expect((steps.length - 1) * stepMs).toBeLessThan(3 * 3_600_000);
  expect(steps.flatMap(({ level }, index) => (level === "poor" ? [index] : []))).toEqual([
    Math.floor(bad / stepMs),
  ]);
  expect(steps[Math.floor(bad / stepMs)]?.rttMs).toBe(900);
});

test("a pause longer than the course so far is a time of which nothing is known", () => {
  const course = new Course();
  course.add(0, view());
  course.add(1_000_000, view({ level: "fair" }));
  const { steps } = QualityCourse.parse(course.told());
  expect([steps[0]?.level, steps.at(-1)?.level]).toEqual(["good", "fair"]);
  expect(steps.slice(1, -1).every(({ level }) => level === "unknown")).toBe(true);
});

test("the next page goes on with the course; a clock that was set back breaks nothing", () => {
  const first = new Course();
  expect(first.soFar()).toBeNull();
  first.add(100_000, view({ level: "poor" }));
  const kept: unknown = JSON.parse(JSON.stringify(first.soFar()));
  const next = new Course(CourseSoFar.parse(kept));
  next.add(110_000, view());
  next.add(90_000, view());
  const { steps } = QualityCourse.parse(next.told());
  expect(steps.map(({ level }) => level)).toEqual(["poor", "unknown", "good"]);
});

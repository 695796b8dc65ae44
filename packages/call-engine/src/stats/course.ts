import { LIMITS, type QualityCourse, type QualityStep } from "@knockknock/protocol";
import * as z from "zod/mini";
import type { QualityView } from "../model.ts";

/** Two readings: a timer that comes late leaves no step without one. */
const FINEST_MS = 4_000;

const UNKNOWN: QualityStep = { level: "unknown", rttMs: null, lossRatio: null };
const BY_BADNESS = ["unknown", "good", "fair", "poor"] as const;

const larger = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

const worse = (a: QualityStep, b: QualityStep): QualityStep => ({
  level: BY_BADNESS.indexOf(b.level) > BY_BADNESS.indexOf(a.level) ? b.level : a.level,
  rttMs: larger(a.rttMs, b.rttMs),
  lossRatio: larger(a.lossRatio, b.lossRatio),
});

/** A course as the next page goes on with it. */
export const CourseSoFar = z.object({
  /** Of the first step, ms (Unix epoch). */
  startedAt: z.number(),
  stepMs: z.int().check(z.minimum(FINEST_MS)),
  steps: z
    .array(
      z.object({
        level: z.enum(BY_BADNESS),
        rttMs: z.nullable(z.number()),
        lossRatio: z.nullable(z.number()),
      }),
    )
    .check(z.maxLength(LIMITS.qualitySteps)),
});
export type CourseSoFar = z.infer<typeof CourseSoFar>;

/**
 * The connection over time, in steps that hold the worst of their readings. When a call outgrows
 * the steps that the record takes, every two become one.
 */
export class Course {
  #stepMs: number;
  #steps: QualityStep[];
  #startedAt: number | null;

  constructor(earlier?: CourseSoFar) {
    this.#stepMs = earlier?.stepMs ?? FINEST_MS;
    this.#steps = earlier?.steps ?? [];
    this.#startedAt = earlier?.startedAt ?? null;
  }

  /** @param now ms (Unix epoch) */
  add(now: number, { level, rttMs, lossRatio }: QualityView): void {
    this.#startedAt ??= now;
    // A clock that was set back stays on the first step.
    const sinceMs = Math.max(0, now - this.#startedAt);
    while (sinceMs >= this.#stepMs * LIMITS.qualitySteps) this.#halve();
    const index = Math.floor(sinceMs / this.#stepMs);
    while (this.#steps.length <= index) this.#steps.push(UNKNOWN);
    this.#steps[index] = worse(this.#steps[index] ?? UNKNOWN, {
      level,
      rttMs: rttMs === null ? null : Math.round(rttMs),
      lossRatio: lossRatio === null ? null : Math.round(lossRatio * 1_000) / 1_000,
    });
  }

  told(): QualityCourse {
    return { stepMs: this.#stepMs, steps: this.#steps };
  }

  /** Null before the first reading. */
  soFar(): CourseSoFar | null {
    return this.#startedAt === null ? null : { startedAt: this.#startedAt, ...this.told() };
  }

  #halve(): void {
    const halved: QualityStep[] = [];
    for (let index = 0; index < this.#steps.length; index += 2) {
      halved.push(worse(this.#steps[index] ?? UNKNOWN, this.#steps[index + 1] ?? UNKNOWN));
    }
    this.#steps = halved;
    this.#stepMs *= 2;
  }
}

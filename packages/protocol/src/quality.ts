/**
 * How a connection was, as one side measured what arrived there. Only the server and the console
 * check these schemas; kept apart from `events.ts` so that no visitor's page carries them.
 */
import * as z from "zod/mini";
import { LIMITS } from "./primitives.ts";

export const QualityStep = z.object({
  /** The worst that it was; `unknown` where nothing arrived that could be measured. */
  level: z.enum(["good", "fair", "poor", "unknown"]),
  /** The longest there and back, in ms. */
  rttMs: z.nullable(z.number()),
  /** The largest share of packets that was lost, 0–1. */
  lossRatio: z.nullable(z.number()),
});
export type QualityStep = z.infer<typeof QualityStep>;

/** The call over time, in equal steps; the last one ends with the call. */
export const QualityCourse = z.object({
  stepMs: z.int().check(z.positive()),
  steps: z.array(QualityStep).check(z.maxLength(LIMITS.qualitySteps)),
});
export type QualityCourse = z.infer<typeof QualityCourse>;

/** Per-call quality, sent once at the end. */
export const QualitySummary = z.object({
  medianRttMs: z.nullable(z.number()),
  packetLossRatio: z.nullable(z.number()),
  concealedRatio: z.nullable(z.number()),
  framesDecoded: z.int(),
  freezes: z.int(),
  recoveries: z.int(),
  relayed: z.boolean(),
  /** Pages that were open before this was measured do not send it. */
  course: z.optional(QualityCourse),
});
export type QualitySummary = z.infer<typeof QualitySummary>;

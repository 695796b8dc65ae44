import { expect, test } from "vitest";
import { PERIOD_S, ringSamples } from "./ringtone.ts";

const RATE = 8_000;
const energy = (samples: Float32Array, from: number, to: number): number =>
  samples.slice(from * RATE, to * RATE).reduce((sum, value) => sum + value * value, 0);

test("the ringtone is heard, does not clip, and loops without a seam", () => {
  const samples = ringSamples(RATE);
  expect(samples).toHaveLength(PERIOD_S * RATE);
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(peak).toBeGreaterThan(0.2);
  expect(peak).toBeLessThan(1);
  expect(samples[0]).toBe(0);
  expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01);
});

test("it knocks twice, then sings, then is quiet", () => {
  const samples = ringSamples(RATE);
  const first = energy(samples, 0, 0.1);
  const gap = energy(samples, 0.15, 0.18);
  const second = energy(samples, 0.19, 0.29);
  expect(first).toBeGreaterThan(10 * gap);
  expect(second).toBeGreaterThan(10 * gap);
  expect(energy(samples, 0.66, 1)).toBeGreaterThan(10 * energy(samples, 2.3, 2.6));
});

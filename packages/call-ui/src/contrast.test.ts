import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, onAccent } from "./contrast.ts";

const sixDigits = (colour: string): string =>
  colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;

test("the extremes are 21 : 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#777777")).toBe(1);
});

test("text on any accent is readable: 4.5 : 1 (WCAG 2.2, 1.4.3)", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const accent = `#${value.toString(16).padStart(6, "0")}`;
      expect(contrast(accent, sixDigits(onAccent(accent)))).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});

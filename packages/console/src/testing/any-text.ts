import fc from "fast-check";

/**
 * Any string that JavaScript can hold, half characters included. `fc.string({ unit: "binary" })`
 * goes through all of Unicode first, which takes a busy machine longer than a test may take.
 */
export const anyText = fc
  .array(fc.nat(0xffff), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

import { expect, test } from "vitest";
import { clock } from "./time.ts";

test("the timer reads m:ss, and h:mm:ss past an hour", () => {
  expect(clock(0)).toBe("0:00");
  expect(clock(999)).toBe("0:00");
  expect(clock(61_000)).toBe("1:01");
  expect(clock(3_599_999)).toBe("59:59");
  expect(clock(3_600_000)).toBe("1:00:00");
  expect(clock(-5)).toBe("0:00");
});

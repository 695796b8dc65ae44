import { expect, test } from "vitest";
import { nextView } from "./view.ts";

test("a call opens expanded, shrinks and grows, and leaves the pill", () => {
  expect(nextView("launcher", "started")).toBe("expanded");
  expect(nextView("expanded", "minimize")).toBe("minimized");
  expect(nextView("minimized", "expand")).toBe("expanded");
  expect(nextView("minimized", "ended")).toBe("expanded");
  expect(nextView("expanded", "closed")).toBe("launcher");
});

test("a bubble resumes as a bubble", () => {
  expect(nextView("launcher", "started_small")).toBe("minimized");
});

test("without a call there is nothing to shrink or grow", () => {
  expect(nextView("launcher", "minimize")).toBe("launcher");
  expect(nextView("launcher", "expand")).toBe("launcher");
});

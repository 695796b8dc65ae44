/** Which browser either side of a call uses: what the Playwright project says, else Chromium. */
import { test, type TestInfo } from "@playwright/test";

export type Engine = "chromium" | "firefox";
export type Side = "visitor" | "agent";

export function engineOf(side: Side, { project }: Pick<TestInfo, "project"> = test.info()): Engine {
  const chosen: unknown = project.metadata[side];
  return chosen === "firefox" ? "firefox" : "chromium";
}

/** Leaves this test out, and says why, where that side has Firefox and Firefox has no such thing. */
export function firefoxLacks(side: Side, feature: string): void {
  test.skip(engineOf(side) === "firefox", `Firefox lacks ${feature}`);
}

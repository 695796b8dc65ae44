import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, scenario } from "../scenario.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Rules of WCAG 2.2 AA that the page breaks, each with the elements. */
async function broken(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

scenario("X · the demo website's pages pass WCAG 2.2 AA", async ({ visitorComes }) => {
  const visitor = await visitorComes();
  for (const path of [
    "/",
    "/bikes",
    "/bikes/ferry",
    "/search?q=hub",
    "/contact",
    "/workshop",
    "/about",
  ]) {
    await visitor.visits(path);
    await expect(visitor.button("Video call")).toBeVisible();
    expect(await broken(visitor.page)).toEqual([]);
  }
});

scenario("X · both call screens pass WCAG 2.2 AA, settings open or not", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  for (const person of [visitor, agent]) {
    await person.wake();
    expect(await broken(person.page)).toEqual([]);
    await person.openSettings();
    expect(await broken(person.page)).toEqual([]);
  }
});

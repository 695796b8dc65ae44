/** Looks at every state of one side in one view, and tells everything that is wrong at once. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { layoutFaults } from "./facts.ts";
import { keyboardFaults } from "./keyboard.ts";
import type { Gallery } from "./gallery.ts";
import type { View } from "./views.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Rules of WCAG 2.2 AA that the page breaks, each with the elements. */
async function accessFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** One line for each fault, with the state that has it. */
export async function faultsOf({ page, states, show }: Gallery, view: View): Promise<string[]> {
  const faults: string[] = [];
  for (const state of states) {
    await show(state);
    const found = [
      ...(await page.evaluate(layoutFaults, { target: view.target })),
      ...(await accessFaults(page)),
      ...(await keyboardFaults(page)),
    ];
    faults.push(...found.map((fault) => `${state}: ${fault}`));
  }
  return faults;
}

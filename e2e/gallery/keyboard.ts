/** What the Tab key leads to: everything, once around, each stop in sight and with a mark. */
import type { Page } from "@playwright/test";

/** In the page: marks everything that the keyboard should reach; returns how much that is. */
function numberStops(): number {
  const STOPS =
    "button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, [tabindex='0']";
  const inside = (root: ParentNode): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? inside(element.shadowRoot) : []),
    ]);
  const all = inside(document);
  const modal = all.find((element) => element.matches("dialog:modal"));
  const radios = new Set<string>();
  const stops = all.filter((element) => {
    if (!element.matches(STOPS) || !element.checkVisibility({ visibilityProperty: true })) {
      return false;
    }
    if (modal && !modal.contains(element)) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    // The arrow keys go on within a group.
    const first = !radios.has(element.name);
    radios.add(element.name);
    return first;
  });
  for (const [index, stop] of stops.entries()) stop.setAttribute("data-stop", String(index));
  return stops.length;
}

/** In the page: the stop that has the focus, and what is wrong with it. */
function stopHere(): { readonly stop: string | null; readonly fault: string | null } {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body) return { stop: null, fault: null };
  const label = active.getAttribute("aria-label") ?? active.textContent ?? "";
  const name = `<${active.localName}> “${label.replace(/\s+/g, " ").trim().slice(0, 40)}”`;
  const group =
    active instanceof HTMLInputElement && active.type === "radio"
      ? active.form?.querySelector(`[name="${active.name}"][data-stop]`)
      : null;
  const stop = active.getAttribute("data-stop") ?? group?.getAttribute("data-stop") ?? null;
  if (stop === null) return { stop, fault: `the focus goes to ${name}, which nobody can use` };
  const marked = [active, active.parentElement].some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  if (!marked && !active.nextElementSibling?.matches("span")) {
    return { stop, fault: `${name} has the focus and does not show it` };
  }
  const box = active.getBoundingClientRect();
  const out = box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
  return { stop, fault: out ? `${name} has the focus out of sight` : null };
}

export async function keyboardFaults(page: Page): Promise<string[]> {
  const faults = new Set<string>();
  const count = await page.evaluate(numberStops);
  const reached = new Set<string>();
  // Wherever it starts, one way around and past the browser's own controls reaches all.
  for (let press = 0; press < count + 2; press++) {
    await page.keyboard.press("Tab");
    const { stop, fault } = await page.evaluate(stopHere);
    if (stop !== null) reached.add(stop);
    if (fault !== null) faults.add(fault);
  }
  if (reached.size < count) faults.add(`the Tab key reaches ${reached.size} of ${count} controls`);
  return [...faults];
}

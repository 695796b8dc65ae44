/** The keyboard's place: given back by what closes, kept when a control goes away under it. */
import { expect, type Page } from "@playwright/test";
import { look } from "./gallery.ts";
import { HARDEST } from "./views.ts";

const DESKTOP = { ...HARDEST, language: "en", options: { viewport: { width: 1280, height: 800 } } };

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Presses a button as somebody without a mouse does. */
async function enter(page: Page, name: string): Promise<void> {
  await button(page, name).focus();
  await page.keyboard.press("Enter");
}

const screen = (page: Page) => page.locator(".kk-call");

look("a sheet takes the focus and gives it back to its button", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("face");
  for (const name of ["Settings", "Chat"]) {
    await enter(page, name);
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name })).toBeHidden();
    await expect(button(page, name)).toBeFocused();
  }
});

look("a control that goes away leaves the focus in the call", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("nobody-writing");
  await enter(page, "Cancel");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeHidden();
  await expect(screen(page)).toBeFocused();

  await show("ended-rated");
  await enter(page, "Send rating");
  await expect(page.getByText("Thank you. That helps.")).toBeVisible();
  await expect(screen(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button(page, "Call again")).toBeFocused();
});

look("what the visitor does elsewhere on the page keeps the focus", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("notices");
  await button(page, "Dismiss").first().focus();
  await page.evaluate(() => {
    const field = document.createElement("input");
    document.body.prepend(field);
    field.focus();
  });
  await button(page, "Dismiss")
    .first()
    .evaluate((one: HTMLElement) => one.click());
  await expect(button(page, "Dismiss")).toHaveCount(1);
  await expect(page.locator("body > input")).toBeFocused();
});

look("minimizing leads to the bubble, and Enter back", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("face");
  await enter(page, "Minimize");
  await expect(screen(page)).toHaveAttribute("data-view", "minimized");
  await expect(screen(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(screen(page)).toHaveAttribute("data-view", "expanded");
  await expect(screen(page)).toBeFocused();
});

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

look("after a finger has dragged the bubble, the keyboard is heard at once", async ({ open }) => {
  const { page, show } = await open("visitor", { ...HARDEST, language: "en" });
  await show("bubble");
  const { x, y } = (await screen(page).boundingBox()) ?? { x: 0, y: 0 };
  const finger = await page.context().newCDPSession(page);
  const touches = (type: "touchStart" | "touchMove" | "touchEnd", at?: [number, number]) =>
    finger.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: at ? [{ x: at[0], y: at[1] }] : [],
    });
  await touches("touchStart", [x + 80, y + 90]);
  for (const step of [1, 2, 3])
    await touches("touchMove", [x + 80 - step * 40, y + 90 - step * 90]);
  await touches("touchEnd");
  await expect(screen(page)).toHaveAttribute("data-corner", /^top/);
  await enter(page, "Expand");
  await expect(screen(page)).toHaveAttribute("data-view", "expanded");
});

/** What a visitor is told, where a picture alone would not do. */
import { expect, type Page } from "@playwright/test";
import { look } from "./gallery.ts";
import { HARDEST } from "./views.ts";

const DESKTOP = { ...HARDEST, language: "en", options: { viewport: { width: 1280, height: 800 } } };

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

look("the bubble tells of unread messages where it leads to them", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("bubble-unread");
  const expand = button(page, "Expand");
  await expect(expand).toBeVisible();
  await expect(expand).toHaveAccessibleDescription("3 new messages");
  await expect(expand.locator(".kk-badge")).toBeVisible();
  await show("bubble");
  await expect(expand).not.toHaveAccessibleDescription(/message/);
  await expect(expand.locator(".kk-badge")).toHaveCount(0);
});

look("the bubble shows the newest notice and has all of them read out", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("bubble-notices");
  const notices = page.locator(".kk-notices");
  await expect(notices).toHaveRole("status");
  const newest = notices.getByText("Your screen could not be shared.");
  await expect(newest).toBeInViewport({ ratio: 1 });
  await expect(notices.getByText("was unplugged")).toHaveCSS("display", "block");
  await newest.click();
  await expect(page.locator(".kk-call")).toHaveAttribute("data-view", "expanded");
});

look("an agent's call is answered by a verb, whatever its countdown says", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("incoming");
  await expect(button(page, "Accept")).toContainText("30");
});

look("a banner is said in a place that was there, and stays dismissed", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  const place = page.locator("[part~=listener-banner]");
  await show("face");
  await expect(page.locator(".kk-banner")).toHaveRole("status");
  await expect(page.locator(".kk-banner")).toBeHidden();
  await show("listener-denied");
  await expect(place).toHaveRole("status");
  await expect(place).toContainText("Listener mode.");
  await button(page, "Dismiss").click();
  await expect(place).toBeHidden();
  await button(page, "Minimize").click();
  await button(page, "Expand").click();
  await expect(button(page, "Minimize")).toBeVisible();
  await expect(place).toBeHidden();
});

look("a call that nobody has answered is cancelled from the bubble, too", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  for (const state of ["bubble-requesting", "bubble-ringing", "bubble-nobody"]) {
    await show(state);
    await expect(button(page, "Cancel"), state).toBeVisible();
  }
  await show("bubble");
  await expect(button(page, "Cancel")).toHaveCount(0);
  await expect(button(page, "End call")).toBeVisible();
});

look(
  "sound that the browser holds back is one click away, small as the call may be",
  async ({ open }) => {
    const { page, show } = await open("visitor", DESKTOP);
    await show("one-click");
    await button(page, "Minimize").click();
    await expect(button(page, "Tap to hear")).toBeInViewport({ ratio: 1 });
    await button(page, "Tap to hear").click();
    await expect(button(page, "Tap to hear")).toHaveCount(0);
    await expect(button(page, "Resume sharing")).toBeVisible();
    await expect(page.locator(".kk-call")).toHaveAttribute("data-view", "minimized");
  },
);

look("messages are unread until the chat is open", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("bubble-unread");
  await button(page, "Expand").click();
  await expect(button(page, "Chat")).toHaveAccessibleDescription("3 new messages");
  await button(page, "Chat").click();
  await expect(page.getByRole("dialog", { name: "Chat" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button(page, "Chat")).not.toHaveAccessibleDescription(/message/);
});

look("settings say why there is nothing to choose", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  const choices = () =>
    Promise.all(
      ["Microphone", "Camera"].map((name) =>
        page.getByRole("combobox", { name }).locator("option").allTextContents(),
      ),
    );
  await show("settings-blocked");
  expect(await choices()).toEqual([["Blocked in your settings"], ["Blocked in your settings"]]);
  await show("settings-no-devices");
  expect(await choices()).toEqual([["None available"], ["None available"]]);
});

look(
  "what is written runs in its own direction, in a call from right to left, too",
  async ({ open }) => {
    const { page, show } = await open("visitor", { ...DESKTOP, language: "ar" });
    const directions = (part: string): Promise<string[]> =>
      page.locator(part).evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
    await show("chat");
    expect(await directions(".kk-said")).toEqual(["ltr", "ltr", "ltr", "ltr"]);
    await show("agent-without-microphone");
    expect(await directions(".kk-live-name")).toEqual(["ltr"]);
    await show("sharing");
    expect(await directions(".kk-live-name")).toEqual(["rtl"]);
  },
);

look("settings go on showing the device in use when another one fails", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("settings-failing");
  const choice = page.getByRole("combobox", { name: "Microphone" });
  await choice.selectOption("Built-in microphone");
  await expect(page.getByText("The microphone did not start.")).toBeVisible();
  await expect(choice).toHaveValue("b");
});

look("a message that was left ends the wait, and its words stand alone", async ({ open }) => {
  const { page, show } = await open("visitor", DESKTOP);
  await show("nobody-sent");
  await expect(page.getByText("Got it. We will get back to you.")).toBeVisible();
  await expect(page.getByText("Call cancelled")).toHaveCount(0);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(button(page, "Leave a message")).toHaveCount(0);
  await expect(button(page, "Close")).toBeVisible();
});

look(
  "a website that is not set up says what its owner must do, and offers nothing vain",
  async ({ open }) => {
    const { page, show } = await open("visitor", DESKTOP);
    await show("ended-not-set-up");
    await expect(page.getByText(/check the site key .* and the allowed origins/)).toBeVisible();
    await expect(page.getByText(/try again/i)).toHaveCount(0);
    await expect(button(page, "Call again")).toHaveCount(0);
    await show("ended-error");
    await expect(button(page, "Call again")).toBeVisible();
  },
);

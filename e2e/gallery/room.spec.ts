/** What an agent has to see at once, on the screen that most of them have. */
import { expect, type Page } from "@playwright/test";
import { look } from "./gallery.ts";
import { HARDEST } from "./views.ts";

const LAPTOP = { ...HARDEST, language: "en", options: { viewport: { width: 1280, height: 800 } } };

const box = async (page: Page, selector: string) => {
  const found = await page.locator(selector).boundingBox();
  if (!found) throw new Error(`${selector} is not drawn`);
  return found;
};

look("the agent's chat stands beside the picture and the controls", async ({ open }) => {
  const { page, show } = await open("console", LAPTOP);
  await show("chat");
  const chat = await box(page, ".kk-sheet");
  for (const part of ["[part~=remote-video]", ".kk-bar"]) {
    const { x, width } = await box(page, part);
    expect(x + width, part).toBeLessThanOrEqual(chat.x);
  }
  const { width } = await box(page, "[part~=remote-video]");
  expect(width).toBeGreaterThanOrEqual(480);
});

look("a shared screen is wide enough to read", async ({ open }) => {
  const { page, show } = await open("console", LAPTOP);
  await show("sharing");
  expect((await box(page, "[part~=screen-video]")).width).toBeGreaterThanOrEqual(760);
});

look("on a phone whoever rings can be answered without scrolling", async ({ open }) => {
  const { page, show } = await open("console", { ...HARDEST, language: "en" });
  const card = page.getByRole("alertdialog", { name: "Incoming video call" });
  for (const state of ["ringing", "ringing-long", "several"]) {
    await show(state);
    for (const answer of ["Accept", "Decline"]) {
      const button = card.getByRole("button", { name: answer });
      await expect(button, `${state}: ${answer}`).toBeInViewport({ ratio: 1 });
    }
  }
});

look("on a phone the own picture lies on no word about the other side", async ({ open }) => {
  const { page, show } = await open("console", { ...HARDEST, language: "en" });
  await show("visitor-asked");
  const own = await box(page, "[part~=local-video]");
  const words = await box(page, ".kk-remote .kk-placeholder-why");
  expect(words.y + words.height).toBeLessThanOrEqual(own.y);
  const top = await box(page, ".kk-top");
  expect(top.y + top.height).toBeLessThanOrEqual((await box(page, ".kk-remote .kk-avatar")).y);
  for (const state of ["connecting", "changing", "reconnecting"]) {
    await show(state);
    const said = await box(page, ".kk-status");
    expect(said.y + said.height, state).toBeLessThanOrEqual(own.y);
  }
});

look("who has the camera off beside a shared screen has a face of initials", async ({ open }) => {
  const { page, show } = await open("visitor", LAPTOP);
  await show("sharing-cameras-off");
  const [avatar, why] = [
    await box(page, ".kk-remote .kk-avatar"),
    await box(page, ".kk-remote .kk-placeholder-why"),
  ];
  const mark = await box(page, ".kk-remote .kk-muted");
  expect(avatar.y + avatar.height).toBeLessThanOrEqual(why.y);
  expect(why.y + why.height).toBeLessThanOrEqual(mark.y);
});

look("the end of a call goes with the next place", async ({ open }) => {
  const { page, show } = await open("console", LAPTOP);
  await show("ended");
  await expect(page.getByRole("heading", { name: "Call ended" })).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  await expect(page.getByText("Call ended")).toHaveCount(0);
});

look("who opens a used set-up link is led to sign in", async ({ open }) => {
  const { page, show } = await open("console", LAPTOP);
  await show("setup-used");
  await expect(page.getByRole("heading", { name: "This link has done its work" })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

const PHONE = { ...HARDEST, language: "en" };
/** On its side there is no room for the next step and for what an agent needs all day. */
const TURNED = { width: 740, height: 360 };

look("a bubble at the bottom stands above an on-screen keyboard", async ({ open }) => {
  const { page, show } = await open("visitor", PHONE);
  await show("bubble");
  const KEYBOARD = 260;
  const bubble = page.locator(".kk-call");
  const before = await box(page, ".kk-call");
  await page.evaluate((keyboard) => {
    const viewport = window.visualViewport;
    if (!viewport) throw new Error("This browser has no visual viewport.");
    Object.defineProperty(viewport, "height", { value: innerHeight - keyboard });
    viewport.dispatchEvent(new Event("resize"));
  }, KEYBOARD);
  await expect.poll(async () => (await bubble.boundingBox())?.y).toBe(before.y - KEYBOARD);
  // The page has moved up by itself.
  await page.evaluate((keyboard) => {
    const viewport = window.visualViewport;
    if (!viewport) throw new Error("This browser has no visual viewport.");
    Object.defineProperty(viewport, "offsetTop", { value: keyboard });
    viewport.dispatchEvent(new Event("scroll"));
  }, KEYBOARD);
  await expect.poll(async () => (await bubble.boundingBox())?.y).toBe(before.y);
});

look("a new owner sees the line for the website, until somebody has called", async ({ open }) => {
  const phone = await open("console", PHONE);
  await phone.show("idle-first-day");
  await expect(phone.page.getByLabel("Line for your pages")).toHaveValue(/data-site="demo"/);
  await expect(phone.page.getByRole("switch")).toBeInViewport();
  await phone.page.setViewportSize(TURNED);
  await expect(phone.page.getByRole("switch")).toBeInViewport({ ratio: 1 });

  const { page, show } = await open("console", LAPTOP);
  await show("idle-first-day");
  await expect(page.getByLabel("Line for your pages")).toHaveValue(/data-site="demo"/);
  await show("idle");
  await expect(page.getByText("All quiet")).toBeVisible();
  await expect(page.getByLabel("Line for your pages")).toHaveCount(0);
});

look(
  "unread messages are counted where they lie, and seen once they are open",
  async ({ open }) => {
    const { page, show } = await open("console", LAPTOP);
    await show("idle");
    const link = page.getByRole("link", { name: "Messages" });
    await expect(link).toHaveAccessibleDescription(/new message/);
    await link.click();
    await expect(page.getByText("New", { exact: true }).first()).toBeVisible();
    await expect(link).not.toHaveAccessibleDescription(/new message/);
  },
);

look("who calls is told as confirmed or not, wherever a name or address is", async ({ open }) => {
  const { page, show } = await open("console", LAPTOP);
  const card = page.getByRole("alertdialog", { name: "Incoming video call" });
  const panel = page.getByRole("complementary", { name: "Visitor" });
  const desk = page.getByRole("region", { name: "Desk" });
  await show("ringing-claimed");
  await expect(desk).toContainText("Email not confirmed");
  await expect(page.locator("[aria-live=assertive]")).toContainText(
    /, on .+\. Email not confirmed$/,
  );
  await expect(card).toContainText("Email not confirmed");
  await expect(card).toHaveAccessibleDescription(/Email not confirmed/);
  await show("call-claimed");
  await expect(desk).toContainText("Name and email not confirmed");
  await expect(panel).toContainText("Name and email not confirmed");
  await show("history-claimed");
  await expect(page.getByRole("region", { name: "Somebody" })).toContainText(
    "Name and email not confirmed",
  );

  await show("call-confirmed");
  await expect(panel).toContainText("Identity confirmed by the site");
  await show("history-confirmed");
  await expect(page.getByRole("region", { name: "Customer with an account" })).toContainText(
    "Identity confirmed by the site",
  );
  // Nothing is claimed, so that there is nothing to confirm.
  const doubts = page.getByText("not confirmed");
  for (const state of ["ringing", "call"]) {
    await show(state);
    await expect(doubts, state).toHaveCount(0);
  }
  await show("history-call");
  await expect(doubts).toHaveCount(1);
  await expect(page.getByRole("link", { name: /^Somebody/ })).toContainText(
    "Name and email not confirmed",
  );
});

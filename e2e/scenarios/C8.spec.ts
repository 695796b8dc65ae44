import type { Page } from "@playwright/test";
import { standstillOf, watchPictures } from "../measure/standstill.ts";
import { engineOf } from "../people/engines.ts";
import { CallScreen } from "../people/call-screen.ts";
import { expect, scenario } from "../scenario.ts";

const widgetOf = (page: Page) => new CallScreen(page, page.locator("knock-knock"));

scenario(
  "C8 · a second tab says where the call is, and takes it over at a click",
  { tag: "@pair" },
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    await agent.receivesFrames("camera");
    const second = widgetOf(await visitor.page.context().newPage());
    await second.page.goto(company.website);
    await second.button("Video call").click();
    await expect(second.root.getByText("Your call is open in another tab")).toBeVisible();
    await second.reaches("idle");
    await visitor.reaches("connected");

    await second.button("Switch here").click();
    await second.reaches("connected");
    await visitor.reaches("idle");
    await visitor.sends();
    await agent.reaches("connected");
    await agent.sees("visitor");
    await expect(visitor.root.getByText("Your call is open in another tab")).toBeVisible();

    await second.press("End call");
    await agent.reaches("ended", "idle");
    await second.press("Close");
    await expect(visitor.root.getByText("Your call is open in another tab")).toBeHidden();
    expect(await agent.lastRecord()).toMatchObject({ endReason: "hangup", endedBy: "visitor" });
  },
);

scenario(
  "C8 · a call in its own window is known to a second tab, also from the website's next page",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const context = visitor.page.context();
    const opening = context.waitForEvent("page");
    await visitor.press("Open in own window");
    const own = widgetOf(await opening);
    await own.reaches("connected");
    const second = widgetOf(await context.newPage());
    const elsewhere = second.root.getByText("Your call is open in another tab");
    await second.page.goto(company.website);
    await second.button("Video call").click();
    await expect(elsewhere).toBeVisible();
    await second.reaches("idle");
    await second.button("Close").click();

    await visitor.visits("/contact");
    await expect(visitor.root.getByText("The call is in its own window")).toBeVisible();
    await second.button("Video call").click();
    await expect(elsewhere).toBeVisible();
    await second.button("Switch here").click();
    await second.reaches("connected");
    await expect.poll(() => own.page.isClosed()).toBe(true);
    await expect(visitor.root.getByText("Your call is open in another tab")).toBeVisible();
    await agent.sees("visitor");
    await second.press("End call");
    await agent.reaches("ended", "idle");
  },
);

scenario(
  "C8 · an end screen that is still open keeps no other tab from calling",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("End call");
    await visitor.reaches("ended");
    await agent.reaches("ended", "idle");
    const second = widgetOf(await visitor.page.context().newPage());
    await second.page.goto(company.website);
    await second.button("Video call").click();
    await agent.accepts();
    await second.reaches("connected");
    await expect(second.root.getByText("Your call is open in another tab")).toBeHidden();
    await expect(visitor.button("Close")).toBeVisible();
  },
);

scenario(
  "C8 · a duplicated tab has a copy of the seat and leaves the call where it is",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    const opening = visitor.page.context().waitForEvent("page");
    // As *Duplicate tab* does, a window that a page opens gets a copy of its session storage.
    await visitor.page.evaluate(() => void window.open(location.href));
    const copy = widgetOf(await opening);
    await expect(copy.root.getByText("Your call is open in another tab")).toBeVisible();
    await copy.reaches("idle");
    await visitor.reaches("connected");
    await agent.receivesFrames("camera");
    await copy.page.reload();
    await expect(copy.part("launcher")).toBeVisible();
    await expect(copy.root.getByText("Your call is open in another tab")).toBeHidden();
    await visitor.reaches("connected");
  },
);

scenario(
  "C8 · the agent's reload resumes, and the agent's second tab shows where the call is",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const { id } = await agent.lastRecord();
    await agent.press("Mute microphone");
    await expect(visitor.part("remote-muted")).toBeVisible();
    await visitor.receivesFrames("camera");
    await watchPictures(visitor.page, "remote-video");
    await agent.page.reload();
    await agent.reaches("connected");
    await visitor.reaches("connected");
    await agent.sees("visitor");
    const { words } = await standstillOf(visitor.page, "remote-video");
    expect(words.join()).toContain("is changing page…");
    await expect(agent.button("Unmute microphone")).toBeVisible();
    await expect(visitor.part("remote-muted")).toBeVisible();
    expect((await agent.lastRecord()).id).toBe(id);

    const page = await agent.page.context().newPage();
    await page.goto(`${company.url}/console/`);
    const second = new CallScreen(page, page.locator("[data-phase]"));
    await expect(page.getByText("Your call is in another tab")).toBeVisible();
    await second.reaches("idle");
    await agent.reaches("connected");
    // The press turns the sound on, too; what stood above must not go from under the finger with it.
    await expect(page.getByRole("button", { name: "Turn sound on" })).toBeVisible();
    await page.getByRole("button", { name: "Switch here" }).click({ delay: 300 });
    await second.reaches("connected");
    await second.receivesFrames("camera");
    // Without a loudspeaker, as here, Firefox's sound never starts.
    if (engineOf("agent") !== "firefox") {
      await expect(page.getByRole("button", { name: "Turn sound on" })).toBeHidden();
    }
    await agent.reaches("idle");
    await visitor.reaches("connected");
  },
);

import { presentedFrames } from "../measure/picture.ts";
import { CallScreen } from "../people/call-screen.ts";
import { firefoxLacks } from "../people/engines.ts";
import type { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

/** The small window above all others. */
async function keepsOnTop(visitor: Visitor): Promise<CallScreen> {
  firefoxLacks("visitor", "Document Picture-in-Picture");
  const opening = visitor.page.context().waitForEvent("page");
  await visitor.press("Keep on top");
  const small = await opening;
  return new CallScreen(small, small.locator("body"));
}

scenario(
  "V10 · kept on top: live picture, timer, mute mark and controls; it comes back when closed",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Minimize");
    const small = await keepsOnTop(visitor);
    await expect(visitor.part("bubble")).toBeHidden();
    const picture = small.part("remote-video");
    await expect(picture).toBeVisible();
    const before = await presentedFrames(picture);
    await expect.poll(() => presentedFrames(picture)).toBeGreaterThan(before + 5);
    const seconds = await small.seconds();
    await expect.poll(() => small.seconds()).toBeGreaterThan(seconds);
    await agent.press("Mute microphone");
    await expect(small.part("remote-muted")).toContainText(/muted/i);
    await small.button("Mute microphone").click();
    await visitor.sends("video");
    await small.button("Unmute microphone").click();
    await visitor.sends("audio", "video");

    await small.page.close();
    await expect(visitor.part("bubble")).toBeVisible();
    await visitor.sees("agent");

    const again = await keepsOnTop(visitor);
    await again.button("Expand").click();
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await expect(visitor.part("panel")).toBeVisible();
    await expect.poll(() => again.page.isClosed()).toBe(true);
  },
);

scenario(
  "V10 · kept on top, a share is stopped and the call ended from there",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Share screen");
    await agent.receivesFrames("screen");
    if ((await visitor.root.getAttribute("data-view")) === "expanded")
      await visitor.press("Minimize");
    const small = await keepsOnTop(visitor);
    await small.button("Stop sharing").click();
    await visitor.sends("audio", "video");
    await expect(small.button("Stop sharing")).toBeHidden();

    await small.button("End call").click();
    await visitor.reaches("ended");
    await expect(visitor.part("panel")).toBeVisible();
    await expect.poll(() => small.page.isClosed()).toBe(true);
    await agent.reaches("ended", "idle");
  },
);

scenario("V10 · nothing to keep on top where the browser cannot", async ({ inCall }) => {
  const { visitor } = await inCall({
    equipped: [() => void Reflect.deleteProperty(window, "documentPictureInPicture")],
  });
  await visitor.press("Minimize");
  await expect(visitor.button("Expand")).toBeVisible();
  await visitor.receivesFrames("camera");
  await expect(visitor.button("Keep on top")).toHaveCount(0);
});

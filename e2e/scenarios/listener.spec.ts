import { audioEnergy, connectionsMade, liveCaptures } from "../measure/received.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "V15 · denying both: listener mode, seen and heard agent, and a way back in",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ allows: [] });
    await expect(visitor.root).toHaveAttribute("data-mode", "listener");
    await expect(visitor.part("listener-banner")).toBeVisible();
    await expect(visitor.part("listener-banner")).toContainText(/listener mode/i);
    await visitor.sends();
    await visitor.sees("agent");
    const before = await audioEnergy(visitor.page);
    await expect.poll(() => audioEnergy(visitor.page)).toBeGreaterThan(before + 0.001);
    expect(await liveCaptures(visitor.page)).toEqual([]);
    await expect(agent.part("camera-off")).toBeVisible();

    await visitor.wake();
    const chat = visitor.root.getByRole("button", { name: /^Chat/ });
    await chat.click();
    await visitor.root.getByRole("textbox", { name: "Message" }).fill("I can only type");
    await visitor.press("Send");
    await agent.wake();
    await agent.root.getByRole("button", { name: /^Chat/ }).click();
    await expect(agent.root.getByText("I can only type")).toHaveCount(1);
  },
);

scenario("V15 · granting later upgrades the same call in place", async ({ inCall }) => {
  const { visitor, agent } = await inCall({ allows: [] });
  await expect(visitor.part("listener-banner")).toBeVisible();
  await visitor.allows("camera", "microphone");
  await visitor.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await visitor.sends("audio", "video");
  await expect(visitor.root).toHaveAttribute("data-mode", "full");
  await expect(visitor.part("listener-banner")).toBeHidden();
  await agent.sees("visitor");
  expect(await connectionsMade(visitor.page)).toBe(1);
});

scenario("V15 · denying only the camera keeps the microphone", async ({ inCall }) => {
  const { visitor, agent } = await inCall({ allows: ["microphone"] });
  await visitor.sends("audio");
  await expect(visitor.root).toHaveAttribute("data-mode", "full");
  await expect(agent.part("camera-off")).toBeVisible();
  const before = await audioEnergy(agent.page);
  await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(before + 0.001);
});

scenario("V15 · denying only the microphone keeps the camera", async ({ inCall }) => {
  const { visitor, agent } = await inCall({ allows: ["camera"] });
  await visitor.sends("video");
  await expect(visitor.root).toHaveAttribute("data-mode", "full");
  await agent.sees("visitor");
});

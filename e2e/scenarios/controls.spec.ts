import { audioEnergy, framesDecoded, liveCaptures } from "../measure/received.ts";
import { engineOf } from "../people/engines.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "V5 V13 · muting silences the microphone and shows a mark with words",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Mute microphone");
    await expect(visitor.button("Unmute microphone")).toBeVisible();
    await visitor.sends("video");
    await expect(agent.part("remote-muted")).toBeVisible();
    await expect(agent.part("remote-muted")).toContainText(/muted/i);
    await expect
      .poll(async () => {
        const before = await audioEnergy(agent.page);
        await agent.receivesFrames("camera");
        return (await audioEnergy(agent.page)) - before;
      })
      .toBeLessThan(0.0001);

    await visitor.press("Unmute microphone");
    await expect(agent.part("remote-muted")).toBeHidden();
    await visitor.sends("audio", "video");
    const quiet = await audioEnergy(agent.page);
    await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(quiet + 0.001);
  },
);

scenario(
  "V13 · the agent's mute mark follows the agent's picture, into the bubble too",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.hears(/^Connected$/);
    await agent.press("Mute microphone");
    await visitor.hears(/^.+ is muted$/);
    await expect(visitor.part("remote-muted")).toBeVisible();
    await expect(visitor.part("remote-muted")).toContainText(/muted/i);
    await visitor.press("Minimize");
    await expect(visitor.part("bubble").locator('[part~="remote-muted"]')).toBeVisible();
    await agent.press("Unmute microphone");
    await expect(visitor.part("remote-muted")).toBeHidden();
  },
);

scenario(
  "V13 · mute and camera off before the call connects show as soon as it does",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await visitor.reaches("ringing");
    await visitor.press("Mute microphone");
    await visitor.press("Turn camera off");
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio"]);
    await agent.accepts();
    await agent.reaches("connected");
    await expect(agent.part("remote-muted")).toContainText(/muted/i);
    await expect(agent.part("camera-off")).toBeVisible();
    await visitor.sends();
  },
);

scenario(
  "V6 · camera off releases the camera and shows a placeholder, never a frozen frame",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await agent.sees("visitor");
    await visitor.press("Turn camera off");
    await visitor.sends("audio");
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio"]);
    await expect(agent.part("camera-off")).toBeVisible();
    await expect(agent.part("camera-off")).toContainText(/camera off/i);

    await visitor.press("Turn camera on");
    await visitor.sends("audio", "video");
    await expect(agent.part("camera-off")).toBeHidden();
    await agent.sees("visitor");

    await agent.press("Turn camera off");
    await visitor.hears(/^.+ Camera off$/);
    await expect(visitor.part("camera-off")).toBeVisible();
    const still = await framesDecoded(visitor.page, "camera");
    await agent.press("Turn camera on");
    await expect(visitor.part("camera-off")).toBeHidden();
    await expect.poll(() => framesDecoded(visitor.page, "camera")).toBeGreaterThan(still);
  },
);

scenario("V12 · settings lie over a call that goes on", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  const settings = await visitor.openSettings();
  // Firefox's fake devices have no speaker.
  const speaker = engineOf("visitor") === "chromium" ? ["Speaker"] : [];
  for (const name of ["Microphone", "Camera", ...speaker]) {
    await expect(settings.getByRole("combobox", { name, exact: true })).toBeVisible();
  }
  await visitor.receivesFrames("camera");
  await agent.receivesFrames("camera");
  await visitor.page.keyboard.press("Escape");
  await expect(visitor.part("settings")).toBeHidden();
  await visitor.reaches("connected");
});

scenario(
  "V18 · text chat reaches the other side once, with an unread mark when closed",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Chat");
    await visitor.root
      .getByRole("textbox", { name: "Message" })
      .fill("See https://example.com/order <b>now</b>");
    await visitor.press("Send");
    await agent.wake();
    const chat = agent.root.getByRole("button", { name: /^Chat/ });
    await expect(chat).toHaveAccessibleDescription("1 new message");
    await chat.click();
    await expect(agent.root.getByText("<b>now</b>")).toHaveCount(1);
    await expect(
      agent.root.getByRole("link", { name: "https://example.com/order" }),
    ).toHaveAttribute("rel", /noopener/);

    await agent.root.getByRole("textbox", { name: "Message" }).fill("I see it");
    await agent.press("Send");
    await expect(visitor.root.getByText("I see it")).toBeVisible();
  },
);

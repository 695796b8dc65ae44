import { copyFileSync } from "node:fs";
import {
  audioEnergy,
  connectionsMade,
  framesDecoded,
  liveCaptures,
  renegotiations,
} from "../measure/received.ts";
import type { Agent } from "../people/agent.ts";
import { engineOf, firefoxLacks } from "../people/engines.ts";
import { face } from "../people/faces.ts";
import type { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

/** What the visitor reads: `listener-banner`, or its likeness when only one device is missing. */
const banner = (visitor: Visitor) =>
  visitor.root.locator('[part~="listener-banner"], [part~="permission-banner"]');

/** What the agent reads beside the call about the visitor's devices. */
const agentReads = (agent: Agent, text: RegExp) =>
  expect(agent.page.getByRole("complementary", { name: "Visitor" })).toContainText(text);

scenario(
  "V15 · denying both: listener mode, seen and heard agent, and a way back in",
  { tag: "@pair" },
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ allows: [] });
    await expect(visitor.root).toHaveAttribute("data-mode", "listener");
    await expect(visitor.part("listener-banner")).toBeVisible();
    await expect(visitor.part("listener-banner")).toContainText(/listener mode/i);
    await expect(banner(visitor)).toContainText(
      "This website may not use your camera and microphone.",
    );
    await visitor.root.getByRole("button", { name: "Show me how" }).click();
    const icon = engineOf("visitor") === "firefox" ? "crossed-out camera" : "icon";
    await expect(banner(visitor).getByRole("listitem").first()).toHaveText(
      `Click the ${icon} to the left of the page’s address.`,
    );
    await agentReads(agent, /Listener: sees and hears.*\(blocked in the browser\)/);
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

scenario(
  "V15 N2 · a listener whose page is busy for seconds is not lost: the browser itself still answers",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ allows: [] });
    await visitor.sees("agent");
    const phases: (string | null)[] = [];
    await agent.page.exposeFunction("notePhase", (phase: string | null) => phases.push(phase));
    await agent.root.evaluate((root) => {
      const note = Reflect.get(window, "notePhase") as (phase: string | null) => void;
      const tell = (): void => note(root.getAttribute("data-phase"));
      new MutationObserver(tell).observe(root, { attributeFilter: ["data-phase"] });
    });
    await visitor.page.evaluate(() => {
      const until = performance.now() + 4000;
      while (performance.now() < until);
    });
    await visitor.receivesFrames("camera");
    expect(phases).toEqual([]);
  },
);

scenario("V15 · a listener can share the screen", async ({ inCall }) => {
  // Without a window Chromium has a picker only where it also answers every prompt: so the refusal
  // is put in its mouth.
  const refused = (): void => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("Permission denied", "NotAllowedError"));
  };
  const { visitor, agent } = await inCall({ equipped: [refused] });
  await expect(visitor.part("listener-banner")).toBeVisible();
  await visitor.press("Share screen");
  await visitor.sends("screen");
  await expect(agent.part("screen-video")).toBeVisible();
  await expect.poll(() => framesDecoded(agent.page, "screen")).toBeGreaterThan(3);
  await expect(visitor.root).toHaveAttribute("data-mode", "listener");
});

scenario("V15 · granting later upgrades the same call in place", async ({ inCall }) => {
  const { visitor, agent } = await inCall({ allows: [] });
  await expect(visitor.part("listener-banner")).toBeVisible();
  const before = [await renegotiations(visitor.page), await renegotiations(agent.page)];
  await visitor.allows("camera", "microphone");
  await visitor.sends("audio", "video");
  await expect(visitor.root).toHaveAttribute("data-mode", "full");
  await expect(visitor.part("listener-banner")).toBeHidden();
  await agent.sees("visitor");
  await agentReads(agent, /Both allowed/);
  expect(await connectionsMade(visitor.page)).toBe(1);
  expect(await connectionsMade(agent.page)).toBe(1);
  expect([await renegotiations(visitor.page), await renegotiations(agent.page)]).toEqual(before);
});

scenario(
  "V15 · denied, allowed in the browser’s settings, reloaded: the same call, now in full",
  async ({ inCall }) => {
    // Like Safari, which tells a page nothing of a change: only a new page can ask anew.
    const untold = (): void => {
      Permissions.prototype.query = () => Promise.reject(new TypeError("Not supported"));
    };
    const { visitor, agent } = await inCall({ allows: [], equipped: [untold] });
    await expect(visitor.part("listener-banner")).toBeVisible();
    const { callId } = await visitor.state();
    const seconds = await visitor.seconds();
    await visitor.allows("camera", "microphone");
    await visitor.page.reload();
    await visitor.reaches("connected");
    await visitor.sends("audio", "video");
    await expect(visitor.root).toHaveAttribute("data-mode", "full");
    await expect(visitor.part("listener-banner")).toBeHidden();
    expect((await visitor.state()).callId).toBe(callId);
    expect(await visitor.seconds()).toBeGreaterThanOrEqual(seconds);
    await agent.sees("visitor");
    await agentReads(agent, /Both allowed/);
  },
);

scenario("V15 · a question that was closed is told apart from a refusal", async ({ inCall }) => {
  const { visitor, agent } = await inCall({ waves: true });
  await expect(banner(visitor)).toContainText(
    "The question of Chrome about your camera and microphone was closed without an answer.",
  );
  await visitor.root.getByRole("button", { name: "Show me how" }).click();
  await expect(banner(visitor).getByRole("listitem")).toHaveText([
    "Choose Ask again here.",
    "Chrome asks at the top left: allow it.",
  ]);
  await agentReads(agent, /question closed without an answer/);
});

scenario(
  "V15 · denying only the camera keeps the microphone, and says so to both",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ allows: ["microphone"] });
    await visitor.sends("audio");
    await expect(visitor.root).toHaveAttribute("data-mode", "full");
    await expect(banner(visitor)).toContainText("You are heard but not seen.");
    await expect(banner(visitor)).toContainText("This website may not use your camera.");
    await expect(agent.part("camera-off")).toBeVisible();
    await agentReads(agent, /Microphone only, no camera \(blocked in the browser\)/);
    const before = await audioEnergy(agent.page);
    await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(before + 0.001);
  },
);

scenario(
  "V15 · denying only the microphone keeps the camera, and says so to both",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall({ allows: ["camera"] });
    await visitor.sends("video");
    await expect(visitor.root).toHaveAttribute("data-mode", "full");
    await expect(banner(visitor)).toContainText("You are seen but not heard.");
    await expect(banner(visitor)).toContainText("This website may not use your microphone.");
    await agent.sees("visitor");
    await agentReads(agent, /Camera only, no microphone \(blocked in the browser\)/);
  },
);

scenario(
  "V15 · no camera: told apart, and the browser’s own button upgrades the call in place",
  async ({ inCall }, info) => {
    const camera = info.outputPath("camera.y4m");
    const { visitor, agent } = await inCall({ camera });
    await visitor.sends("audio");
    await expect(banner(visitor)).toContainText("No camera was found.");
    await agentReads(agent, /Microphone only, no camera \(none found\)/);
    const before = await renegotiations(visitor.page);

    const { video } = await face("visitor");
    copyFileSync(video, camera);
    const native = banner(visitor).locator("camera");
    // Chromium lets it be clicked once it has stood still in sight for a while. A click that counted
    // may take longer to show.
    await expect(async () => {
      if (await native.isVisible()) await native.click({ timeout: 1_000 });
      await expect(banner(visitor)).toBeHidden({ timeout: 1_000 });
    }).toPass();
    await visitor.sends("audio", "video");
    await agent.sees("visitor");
    expect(await connectionsMade(visitor.page)).toBe(1);
    expect(await renegotiations(visitor.page)).toBe(before);
  },
);

scenario(
  "V15 · the browser’s own button asks again after a refusal; refused again, the guide opens",
  async ({ inCall }) => {
    firefoxLacks("visitor", "the <usermedia> element");
    const { visitor } = await inCall({ allows: [] });
    const native = banner(visitor).locator("usermedia");
    await expect(native).toBeVisible();
    await expect(visitor.root.getByRole("button", { name: "Ask again" })).toHaveCount(0);
    // Without a window Chromium closes its own question at once.
    await expect(async () => {
      await native.click({ timeout: 1_000 });
      await expect(banner(visitor).getByRole("listitem").first()).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(visitor.root).toHaveAttribute("data-mode", "listener");
  },
);

for (const { cause, refusal, visitorReads, agentSees } of [
  {
    cause: "blocked by the operating system",
    refusal: { name: "NotAllowedError", message: "Permission denied by system" },
    visitorReads: (browser: string) => `Linux does not let ${browser} use your camera.`,
    agentSees: /no camera \(blocked by the operating system\)/,
  },
  {
    cause: "in use by another program",
    refusal: { name: "NotReadableError", message: "Could not start video source" },
    visitorReads: (browser: string) =>
      `${browser} could not start your camera. Another program may be using it.`,
    agentSees: /no camera \(in use elsewhere\)/,
  },
]) {
  scenario(
    `V15 · a camera ${cause} is told apart, and comes when it can`,
    async ({ agent, visitorComes }) => {
      firefoxLacks("visitor", "a permission that it calls granted while its prompts are off");
      const visitor = await visitorComes();
      // Only a real system or another program could do this: the browser's answer is put in its mouth.
      await visitor.page.evaluate((said) => {
        window.knockProbe.cameraRefusal = said;
      }, refusal);
      await visitor.knocks();
      await agent.accepts();
      await visitor.reaches("connected");
      const browser = engineOf("visitor") === "firefox" ? "Firefox" : "Chrome";
      await expect(banner(visitor)).toContainText(visitorReads(browser));
      await agentReads(agent, agentSees);
      const before = await renegotiations(visitor.page);
      await visitor.page.evaluate(() => {
        window.knockProbe.cameraRefusal = null;
        window.dispatchEvent(new Event("focus"));
      });
      await agent.sees("visitor");
      await visitor.sends("audio", "video");
      expect(await connectionsMade(visitor.page)).toBe(1);
      expect(await renegotiations(visitor.page)).toBe(before);
    },
  );
}

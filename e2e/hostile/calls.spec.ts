/** A whole call on every hostile page. */
import { expect, type Locator } from "@playwright/test";
import { presentedFrames } from "../measure/picture.ts";
import type { CallScreen } from "../people/call-screen.ts";
import { FORBIDDING, HOSTS, PLAIN, SHORTCUTS, SHUT_IN, type Host } from "./hosts.ts";
import { onStage, opens, type Stage } from "./stage.ts";
import { troubleOf } from "./trouble.ts";

/** Distances to the edges of the viewport and the size, in whole CSS pixels. */
const placeOf = (element: Locator) =>
  element.evaluate((button) => {
    const box = button.getBoundingClientRect();
    return {
      right: Math.round(innerWidth - box.right),
      bottom: Math.round(innerHeight - box.bottom),
      width: Math.round(box.width),
      height: Math.round(box.height),
    };
  });

/** True when nothing of the page lies over the middle of it. */
const isOnTop = (element: Locator) =>
  element.evaluate((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const root = one.getRootNode();
    return (
      root instanceof ShadowRoot &&
      one.ownerDocument.elementFromPoint(x, y) === root.host &&
      one.contains(root.elementFromPoint(x, y))
    );
  });

const movesOn = async (video: Locator) => {
  await expect(video).toBeVisible();
  const before = await presentedFrames(video);
  await expect.poll(() => presentedFrames(video)).toBeGreaterThan(before + 5);
};

async function knocksAndTalks({ agent }: Stage, widget: CallScreen): Promise<void> {
  await widget.button("Video call").click();
  await agent.accepts();
  await widget.reaches("connected");
  await agent.reaches("connected");
  await movesOn(widget.part("remote-video"));
  await agent.sees("visitor");
}

async function hangsUp({ agent }: Stage, widget: CallScreen): Promise<void> {
  await widget.press("End call");
  await widget.reaches("ended");
  await agent.reaches("ended", "idle");
  await widget.button("Close").click();
  await widget.reaches("idle");
  const close = agent.button("Close");
  if (await close.isVisible()) await close.click();
  await agent.reaches("idle");
}

/** Launcher, call, bubble, end; nothing is left in the page. */
async function wholeCall(stage: Stage, host: Host): Promise<CallScreen> {
  const { visitor } = stage;
  const plain = await opens(stage, PLAIN);
  await expect(plain.part("launcher")).toBeVisible();
  const usual = await placeOf(plain.part("launcher"));

  const widget = await opens(stage, host);
  const launcher = widget.part("launcher");
  await expect(launcher).toBeVisible();
  expect(await placeOf(launcher)).toEqual(usual);
  expect(await isOnTop(launcher)).toBe(true);

  await knocksAndTalks(stage, widget);
  expect(await isOnTop(widget.part("panel"))).toBe(true);
  await widget.press("Minimize");
  await expect(widget.root).toHaveAttribute("data-view", "minimized");
  await expect(widget.part("bubble")).toBeVisible();
  await movesOn(widget.part("remote-video"));
  expect(await isOnTop(widget.part("bubble"))).toBe(true);
  await hangsUp(stage, widget);
  await expect(launcher).toBeVisible();
  expect(await troubleOf(visitor.page)).toEqual([]);
  return widget;
}

for (const host of HOSTS) {
  onStage(`X · a whole call on ${host.name}`, async ({ stage }) => {
    await wholeCall(stage, host);
  });
}

onStage("X · a page that opens layers of its own does not cover the bubble", async ({ stage }) => {
  const widget = await opens(stage, PLAIN);
  await knocksAndTalks(stage, widget);
  await widget.press("Minimize");
  const bubble = widget.part("bubble");
  await expect(bubble).toBeVisible();
  for (const within of ["the page", "a shadow root"]) {
    await stage.visitor.page.evaluate((where) => {
      const layer = document.createElement("div");
      layer.popover = "manual";
      layer.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;background:#fff";
      const parent = document.createElement("div");
      document.body.append(parent);
      (where === "the page" ? parent : parent.attachShadow({ mode: "closed" })).append(layer);
      layer.showPopover();
    }, within);
    await expect.poll(() => isOnTop(bubble), { message: within }).toBe(true);
  }
  await movesOn(widget.part("remote-video"));
  await hangsUp(stage, widget);
});

onStage("X · a page with a shortcut on every key gets none that is typed", async ({ stage }) => {
  const { visitor } = stage;
  const { keyboard } = visitor.page;
  const widget = await opens(stage, SHORTCUTS);
  const heard = () => visitor.page.evaluate(() => Reflect.get(window, "shortcuts") as string[]);
  await knocksAndTalks(stage, widget);
  await widget.press("Chat");
  const field = widget.root.getByRole("textbox", { name: "Message" });
  await field.click();
  await keyboard.type("k? /j");
  await expect(field).toHaveValue("k? /j");
  await keyboard.press("Enter");
  await expect(widget.root.getByRole("log")).toContainText("k? /j");
  expect(await heard()).toEqual([]);
  await keyboard.press("Control+K");
  expect(await heard()).toContain("K");
  await keyboard.press("Escape");
  await expect(field).toBeHidden();
  await hangsUp(stage, widget);
});

onStage("C7 · a page that replaces its body in many ways keeps the call", async ({ stage }) => {
  const { page } = stage.visitor;
  const widget = await opens(stage, PLAIN);
  await knocksAndTalks(stage, widget);
  const replacements: readonly (() => void)[] = [
    () => {
      const body = document.createElement("body");
      body.textContent = "Another page";
      document.body.replaceWith(body);
    },
    () => {
      document.body.innerHTML = "<main>A third page</main>";
    },
    () => {
      document.documentElement.innerHTML = "<head><title>Fourth</title></head><body>Fourth</body>";
    },
    () => {
      const next = document.implementation.createHTMLDocument("Fifth").documentElement;
      document.replaceChild(document.adoptNode(next), document.documentElement);
    },
    () => {
      document.documentElement.replaceChildren(document.createElement("body"));
    },
  ];
  for (const replace of replacements) {
    await page.evaluate(replace);
    await expect(widget.root).toHaveCount(1);
    await widget.reaches("connected");
    await movesOn(widget.part("remote-video"));
    expect(await isOnTop(widget.part("panel"))).toBe(true);
  }
  await hangsUp(stage, widget);
  expect(await troubleOf(page)).toEqual([]);
});

onStage(
  "C3 · a policy without frames: the page loads for real, the call returns",
  async ({ stage }) => {
    const { agent, visitor } = stage;
    const strict = HOSTS.find(({ name }) => name === "a strict policy with nonces");
    if (!strict) throw new Error("No such host");
    const widget = await opens(stage, strict);
    await knocksAndTalks(stage, widget);
    await widget.press("Minimize");
    await visitor.page.getByRole("link", { name: "More" }).click();
    await widget.button("Load the page").click();
    await visitor.page.waitForURL("**/more");
    await widget.reaches("connected");
    await agent.sees("visitor");
    await hangsUp(stage, widget);
  },
);

onStage(
  "V7 V15 · a page that forbids devices: listener mode says why, no dead button",
  async ({ stage }) => {
    const { agent, visitor } = stage;
    const widget = await opens(stage, FORBIDDING);
    await widget.button("Video call").click();
    await agent.accepts();
    await widget.reaches("connected");
    await movesOn(widget.part("remote-video"));
    await expect(widget.root).toHaveAttribute("data-mode", "listener");
    const banner = widget.part("listener-banner");
    await expect(banner).toContainText(/listener mode/i);
    await expect(banner).toContainText("This website switches camera and microphone off");
    await expect(banner.getByRole("button", { name: "Show me how" })).toHaveCount(0);
    await expect(banner.getByRole("button", { name: "Ask again" })).toHaveCount(0);
    await expect(widget.button("Chat")).toBeVisible();
    // Nothing that a click could do, so nothing to click.
    await widget.wake();
    await expect(widget.button("End call")).toBeVisible();
    await expect(widget.button("Share screen")).toHaveCount(0);
    await expect(widget.button("Unmute microphone")).toHaveCount(0);
    await expect(widget.button("Turn camera on")).toHaveCount(0);
    await hangsUp(stage, widget);
    expect(await troubleOf(visitor.page)).toEqual([]);
  },
);

for (const host of SHUT_IN) {
  onStage(`X · no call from ${host.name}: it is said, and nothing breaks`, async ({ stage }) => {
    const { agent, visitor } = stage;
    const widget = await opens(stage, host);
    await widget.button("Video call").click();
    await widget.reaches("ended");
    await expect(widget.root.getByText(/check .* the allowed origins/)).toBeVisible();
    await expect(widget.button("Call again")).toHaveCount(0);
    await expect(agent.card).toBeHidden();
    await widget.button("Close").click();
    await widget.reaches("idle");
    await expect(widget.part("launcher")).toBeVisible();
    expect(await troubleOf(visitor.page)).toEqual([]);
  });
}

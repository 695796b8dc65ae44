import { presentedFrames } from "../measure/picture.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "V10 · the bubble: live picture, running timer, mute, end; Enter expands it",
  async ({ inCall }) => {
    const { visitor } = await inCall();
    await visitor.press("Minimize");
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");
    const bubble = visitor.part("bubble");
    await expect(bubble).toBeVisible();
    await expect(visitor.part("panel")).toHaveCount(0);

    const video = bubble.locator('[part~="remote-video"]');
    const before = await presentedFrames(video);
    await expect.poll(() => presentedFrames(video)).toBeGreaterThan(before + 5);
    const seconds = await visitor.seconds();
    await expect.poll(() => visitor.seconds()).toBeGreaterThan(seconds);
    await expect(bubble.getByRole("button", { name: "Mute microphone" })).toBeVisible();
    await expect(bubble.getByRole("button", { name: "End call" })).toBeVisible();

    await bubble.getByRole("button", { name: "Expand" }).press("Enter");
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await visitor.sees("agent");
  },
);

scenario("V10 · sharing can be stopped from the bubble", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.press("Share screen");
  await agent.receivesFrames("screen");
  if ((await visitor.root.getAttribute("data-view")) === "expanded")
    await visitor.press("Minimize");
  await visitor.part("bubble").getByRole("button", { name: "Stop sharing" }).click();
  await visitor.sends("audio", "video");
});

scenario(
  "V10 · dragged, it snaps to a corner and remembers it; the page stays clickable",
  async ({ inCall }) => {
    const { visitor } = await inCall();
    await visitor.press("Minimize");
    const bubble = visitor.part("bubble");
    const start = await bubble.boundingBox();
    if (!start) throw new Error("The bubble is not drawn");
    await visitor.page.mouse.move(start.x + start.width / 2, start.y + start.height / 3);
    await visitor.page.mouse.down();
    await visitor.page.mouse.move(420, 300, { steps: 6 });
    await visitor.page.mouse.move(180, 120, { steps: 6 });
    await visitor.page.mouse.up();
    const inCorner = async () => {
      const box = await bubble.boundingBox();
      return box !== null && box.x < 60 && box.y < 60;
    };
    await expect.poll(inCorner).toBe(true);
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");

    await visitor.press("Expand");
    await visitor.press("Minimize");
    await expect.poll(inCorner).toBe(true);

    const heading = visitor.page.getByRole("heading", { name: "This season" });
    await heading.scrollIntoViewIfNeeded();
    await heading.click();
  },
);

scenario(
  "I V10 · the page's API: minimize, expand and end, and each event until its handler is off",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.page.evaluate(() => {
      const told: unknown[] = [];
      Reflect.set(window, "told", told);
      const api = Reflect.get(window, "KnockKnock") as {
        on: (event: string, handler: (detail: object) => void) => () => void;
      };
      for (const event of ["view", "mode", "ended"]) {
        api.on(event, (detail) => told.push([event, detail]));
      }
      const off = api.on("view", () => {
        told.push("once");
        off();
      });
      addEventListener("knockknock:ended", () => told.push("dispatched"));
    });
    await visitor.commands("minimize");
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");
    await visitor.commands("expand");
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await visitor.commands("end");
    await visitor.reaches("ended");
    await agent.reaches("ended", "idle");
    const told = await visitor.page.evaluate(() => Reflect.get(window, "told") as unknown[]);
    expect(told).toEqual([
      ["view", expect.objectContaining({ view: "minimized", phase: "connected", mode: "full" })],
      "once",
      ["view", expect.objectContaining({ view: "expanded", callId: expect.any(String) })],
      "dispatched",
      ["ended", { reason: "hangup", by: "visitor", durationMs: expect.any(Number) }],
    ]);
  },
);

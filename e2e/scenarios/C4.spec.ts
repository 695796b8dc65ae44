import { holdPrompt } from "../measure/probe.ts";
import { liveCaptures } from "../measure/received.ts";
import { standstillOf, watchPictures } from "../measure/standstill.ts";
import type { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

/** A picture may stand still this long before somebody must say why, on a busy machine, in ms. */
const UNEXPLAINED_MS = 3_000;

const callId = (visitor: Visitor): Promise<unknown> =>
  visitor.page.evaluate(
    () => (Reflect.get(window, "KnockKnock") as { state: { callId: unknown } }).state.callId,
  );

scenario(
  "C4 C5 · a page load: same call, clock, mute and share at a click; the agent is told meanwhile",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Share screen");
    await agent.receivesFrames("screen");
    await visitor.press("Mute microphone");
    await visitor.sends("video", "screen");
    await expect.poll(() => visitor.seconds()).toBeGreaterThanOrEqual(3);
    const [call, clock] = [await callId(visitor), await visitor.seconds()];
    await watchPictures(agent.page, "remote-video");
    const phases = new Set<string | null>();
    await agent.page.exposeFunction("notePhase", (phase: string | null) => phases.add(phase));
    await agent.root.evaluate((root) => {
      const note = Reflect.get(window, "notePhase") as (phase: string | null) => void;
      new MutationObserver(() => note(root.getAttribute("data-phase"))).observe(root, {
        attributeFilter: ["data-phase"],
      });
    });

    await visitor.page.reload();
    await visitor.reaches("connected");
    await agent.reaches("connected");
    await agent.sees("visitor");
    expect(await callId(visitor)).toBe(call);
    expect(await visitor.seconds()).toBeGreaterThanOrEqual(clock);
    await visitor.sends("video");
    await expect(visitor.button("Unmute microphone")).toBeVisible();
    await expect(agent.part("remote-muted")).toBeVisible();
    const { words, wordless } = await standstillOf(agent.page, "remote-video");
    expect(words.join()).toContain("is changing page…");
    expect(wordless).toBeLessThan(UNEXPLAINED_MS);
    expect([...phases].filter((phase) => phase !== "connected")).toEqual(["reconnecting"]);

    await visitor.press("Resume sharing");
    await visitor.sends("video", "screen");
    await agent.receivesFrames("screen");
    await expect(visitor.button("Resume sharing")).toBeHidden();
  },
);

scenario(
  "C4 · a camera that was off stays off, the small view small; two loads at once are one",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Turn camera off");
    await visitor.sends("audio");
    await visitor.press("Minimize");
    const { id } = await agent.lastRecord();
    await visitor.visits("/contact");
    await visitor.visits("/about");
    await visitor.reaches("connected");
    await agent.reaches("connected");
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");
    await visitor.sends("audio");
    expect(await liveCaptures(visitor.page)).toEqual(["audio"]);
    await expect(agent.part("camera-off")).toBeVisible();
    await visitor.receivesFrames("camera");
    await expect(agent.page.getByText(/^About · /).first()).toBeVisible();

    // As the browser does when it shows a page that it has kept whole.
    await Promise.all([
      visitor.page.waitForEvent("load"),
      visitor.page.evaluate(() => {
        for (const type of ["pagehide", "pageshow"])
          dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
      }),
    ]);
    await visitor.reaches("connected");
    await visitor.receivesFrames("camera");
    expect(await agent.lastRecord()).toMatchObject({ id, endReason: null });
  },
);

scenario(
  "C4 · where the browser asks again, the visitor goes on as a listener meanwhile",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.page.addInitScript(holdPrompt);
    await visitor.page.reload();
    await visitor.reaches("connected");
    await visitor.sees("agent");
    await visitor.sends();
    await agent.reaches("connected");
    await expect(agent.part("camera-off")).toBeVisible();
    await visitor.answersPrompt();
    await visitor.sends("audio", "video");
    await agent.sees("visitor");
  },
);

scenario(
  "C4 · a call that ended meanwhile takes nobody's place in the page",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    const { page } = visitor;
    await page.goto("about:blank");
    await agent.press("End call");
    await agent.reaches("ended", "idle");
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => document.querySelector("input")?.focus());
    });
    await visitor.visits("/search");
    const seat = (): Promise<string | null> =>
      page.evaluate(() => sessionStorage.getItem("knockknock:seat:visitor"));
    await expect.poll(seat).toBeNull();
    await visitor.reaches("idle");
    await expect(page.locator("input").first()).toBeFocused();
  },
);

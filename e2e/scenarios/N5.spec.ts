import type { CallScreen } from "../people/call-screen.ts";
import { expect, scenario } from "../scenario.ts";

/** Three steps up at most, each after eight good readings of two seconds; twice that on a busy machine. */
const CLIMB_MS = 100_000;
/** Two steps down, each after three poor readings in a row: one better one between begins anew. */
const FALL_MS = 40_000;
const LONG_MS = 240_000;

const bars = (person: CallScreen, side: "local" | "remote") =>
  person.part("quality").locator(`[data-side="${side}"]`);

scenario(
  "N4 N5 · a link that loses packets: a mark for each side with its reason, the camera gives way, and comes back",
  async ({ onCable }) => {
    scenario.setTimeout(LONG_MS);
    const { visitor, agent, cable } = await onCable();
    for (const person of [visitor, agent]) {
      for (const side of ["local", "remote"] as const) {
        await expect(bars(person, side)).toHaveAttribute("data-level", /^(good|fair)$/);
      }
    }

    cable.losesOneIn(4);
    await expect(bars(visitor, "local")).toHaveAttribute("data-level", "poor");
    await expect(bars(agent, "remote")).toHaveAttribute("data-level", "poor");
    await visitor.wake();
    await visitor.part("quality").click();
    const why = visitor.root.getByText("The network is the limit.");
    await expect(why.first()).toBeVisible();
    const smaller = "Weak connection: the camera picture is smaller for now.";
    const paused = "Weak connection: the camera pauses so that sound stays clear.";
    await expect(visitor.root.getByText(smaller).first()).toBeVisible();
    await expect(visitor.root.getByText(paused).first()).toBeVisible({ timeout: FALL_MS });
    await agent.receivesSound();

    cable.losesOneIn(Infinity);
    const better = "The connection is better; the picture is back.";
    await expect(visitor.root.getByText(better).first()).toBeVisible({ timeout: CLIMB_MS });
    await agent.receivesFrames("camera");
    await expect(bars(visitor, "local")).toHaveAttribute("data-level", /^(good|fair)$/);
  },
);

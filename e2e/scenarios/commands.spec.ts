/** What a page says through `KnockKnock` in moments that no button knows. */
import { connectionsMade, liveCaptures, tracksCaptured } from "../measure/received.ts";
import type { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

type Command = readonly [string, ...unknown[]];

/** Several in one breath. */
const says = (visitor: Visitor, ...commands: readonly Command[]): Promise<void> =>
  visitor.page.evaluate((queue) => {
    (Reflect.get(window, "KnockKnock") as { push: (...all: unknown[]) => void }).push(...queue);
  }, commands);

/** The same on every page from now on, before the widget's script is there. */
async function saysOnTheNextPage(visitor: Visitor, ...commands: readonly Command[]): Promise<void> {
  await visitor.page.addInitScript((queue) => Reflect.set(window, "KnockKnock", queue), commands);
}

/** The app is there, and no call. */
async function hasCalledBefore(visitor: Visitor): Promise<void> {
  await visitor.knocks();
  await visitor.reaches("ringing");
  await visitor.press("Cancel");
  await visitor.reaches("ended");
  await visitor.press("Close");
  await visitor.reaches("idle");
}

scenario(
  "I · minimized in the breath that calls, the call starts as a bubble",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await says(visitor, ["call"], ["minimize"]);
    await agent.accepts();
    await visitor.reaches("connected");
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");
    await visitor.commands("end");
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
  },
);

scenario(
  "I · destroyed in the breath that calls, nobody is rung and no device opens",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await hasCalledBefore(visitor);
    const knocks: string[] = [];
    visitor.page.on("request", (request) => {
      if (request.url().endsWith("/knock")) knocks.push(request.url());
    });
    await says(visitor, ["call"], ["destroy"]);
    await expect(visitor.root).toHaveCount(0);
    // Whoever is next in the line for the tab's lock comes after the call that waited for it.
    await visitor.page.evaluate(() => navigator.locks.request("knockknock:demo", () => undefined));
    await visitor.visits("/contact");
    await visitor.knocks();
    await visitor.reaches("ringing");
    expect(knocks).toHaveLength(1);
    await expect(agent.card).toBeVisible();
  },
);

for (const command of ["end", "destroy"] as const) {
  scenario(
    `I C4 · a page that says “${command}” before the call is back ends it for the agent, too`,
    async ({ inCall }) => {
      const { visitor, agent } = await inCall();
      await agent.receivesFrames("camera");
      await saysOnTheNextPage(visitor, [command]);
      await visitor.visits("/contact");
      await agent.reaches("ended", "idle");
      await expect
        .poll(() => agent.lastRecord())
        .toMatchObject({ endReason: "hangup", endedBy: "visitor" });
      // Not for a moment: the light of a camera would say that the page still wants something.
      expect(await tracksCaptured(visitor.page)).toBe(0);
      await expect(visitor.root).toHaveCount(command === "destroy" ? 0 : 1);
      expect(await connectionsMade(visitor.page)).toBeLessThanOrEqual(1);
    },
  );
}

scenario(
  "I C4 · a page that asks for the bubble has it when the call is back",
  async ({ inCall }) => {
    const { visitor } = await inCall();
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await saysOnTheNextPage(visitor, ["minimize"]);
    await visitor.visits("/contact");
    await visitor.reaches("connected");
    await expect(visitor.root).toHaveAttribute("data-view", "minimized");
  },
);

scenario(
  "I C8 · destroyed in the breath that brings the call here, it ends for the agent, too",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const second = await visitor.page.context().newPage();
    await second.goto(company.website);
    await second.locator("knock-knock").getByRole("button", { name: "Video call" }).click();
    const bring = second.locator("knock-knock").getByRole("button", { name: "Switch here" });
    await bring.evaluate((button) => {
      (button as HTMLButtonElement).click();
      (Reflect.get(window, "KnockKnock") as { destroy: () => void }).destroy();
    });
    await agent.reaches("ended", "idle");
    await visitor.reaches("idle");
    await expect.poll(() => liveCaptures(second)).toEqual([]);
  },
);

scenario(
  "I · no options are as good as none, and a page's language may be anything",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.page.evaluate(() => {
      document.documentElement.lang = `{{ ${"locale ".repeat(20)}}}`;
    });
    await says(visitor, ["call", null]);
    await agent.accepts();
    await visitor.reaches("connected");
  },
);

scenario(
  "V10 · a call that ends as a bubble is told as ended and expanded, in one word",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.press("Minimize");
    await visitor.page.evaluate(() => {
      const told: unknown[] = [];
      Reflect.set(window, "knockTold", told);
      addEventListener("knockknock:phase", ({ detail }: CustomEventInit<{ view: string }>) => {
        const { dataset } = document.querySelector("knock-knock") as HTMLElement;
        if (dataset["phase"] === "ended") told.push([dataset["view"], detail?.view]);
      });
    });
    await agent.press("End call");
    await visitor.reaches("ended");
    expect(await visitor.page.evaluate(() => Reflect.get(window, "knockTold") as unknown)).toEqual([
      ["expanded", "expanded"],
    ]);
  },
);

scenario(
  "C4 · a page load while it rings shows no lost connection, and the call can be cancelled",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.page.addInitScript(() => {
      const phases: string[] = [];
      Reflect.set(window, "knockPhases", phases);
      addEventListener("knockknock:phase", ({ detail }: CustomEventInit<{ phase: string }>) => {
        if (detail) phases.push(detail.phase);
      });
    });
    await visitor.knocks();
    await visitor.reaches("ringing");
    await visitor.page.reload();
    await visitor.reaches("ringing");
    expect(
      await visitor.page.evaluate(() => Reflect.get(window, "knockPhases") as string[]),
    ).not.toContain("reconnecting");
    await visitor.press("Cancel");
    await visitor.reaches("ended");
    await expect(agent.card).toBeHidden();
    await expect.poll(() => agent.lastRecord()).toMatchObject({ endReason: "cancelled" });
  },
);

/** How long a call is waited for: a minute each, so not among the scenarios of every run. */
import type { Agent } from "../people/agent.ts";
import { expect, scenario } from "../scenario.ts";

/** What a busy machine and the ways to the server may add, in ms. */
const SLACK_MS = 6_000;

/** Waits for the end of the agent's call; returns how long that took, in ms. */
async function endOf(agent: Agent, since: number): Promise<number> {
  await expect(agent.root).toHaveAttribute("data-phase", /^(ended|idle)$/, { timeout: 60_000 });
  return Date.now() - since;
}

scenario("C5 · a page that said it was leaving is waited for 30 s", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await agent.receivesFrames("camera");
  const leftAt = Date.now();
  await visitor.page.goto("about:blank");
  await expect(agent.part("status")).toContainText("is changing page…");
  const waited = await endOf(agent, leftAt);
  expect(waited).toBeGreaterThan(29_000);
  expect(waited).toBeLessThan(30_000 + SLACK_MS);
  expect(await agent.lastRecord()).toMatchObject({
    endReason: "connection_lost",
    endedBy: "system",
  });
});

scenario("C5 · a page that fell silent is waited for 45 s", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await agent.receivesFrames("camera");
  const fellAt = Date.now();
  // The tab's process dies, without a goodbye and without an answer to this.
  const session = await visitor.page.context().newCDPSession(visitor.page);
  session.send("Page.crash").catch(() => undefined);
  await expect(agent.part("status")).toContainText("Reconnecting…");
  const waited = await endOf(agent, fellAt);
  expect(waited).toBeGreaterThan(44_000);
  expect(waited).toBeLessThan(45_000 + SLACK_MS);
  expect(await agent.lastRecord()).toMatchObject({
    endReason: "connection_lost",
    endedBy: "system",
  });
});

scenario(
  "N2 · a path that nobody mends ends the call after 45 s, and offers another",
  async ({ onCable }) => {
    const { visitor, agent, cable } = await onCable();
    await agent.receivesFrames("camera");
    const cutAt = Date.now();
    cable.cut();
    await visitor.reaches("reconnecting");
    await agent.reaches("reconnecting");
    const waited = await endOf(agent, cutAt);
    expect(waited).toBeGreaterThan(44_000);
    expect(waited).toBeLessThan(45_000 + SLACK_MS);
    await visitor.reaches("ended");
    await expect(visitor.button("Call again")).toBeVisible();
    expect(await agent.lastRecord()).toMatchObject({ endReason: "connection_lost" });
  },
);

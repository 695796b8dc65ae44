import { openConnections } from "../measure/received.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "N2 · the path is cut: both are told, and the same call is back once it is mended",
  async ({ onCable }) => {
    const { visitor, agent, cable } = await onCable();
    await visitor.sees("agent");
    await agent.sees("visitor");
    const { id } = await agent.lastRecord();
    const clock = await visitor.seconds();

    cable.cut();
    for (const person of [visitor, agent]) {
      await person.reaches("reconnecting");
      await expect(person.part("status")).toContainText("Reconnecting…");
    }
    cable.mend();

    for (const person of [visitor, agent]) {
      await person.reaches("connected");
      await person.receivesSound();
      await person.receivesFrames("camera");
      await expect(person.part("status")).not.toContainText("Reconnecting…");
      expect(await openConnections(person.page)).toBe(1);
    }
    expect(await visitor.seconds()).toBeGreaterThan(clock);
    expect(await agent.lastRecord()).toMatchObject({ id, endReason: null });
  },
);

scenario(
  "N2 N3 · the path is cut while the server is away: the call waits for both",
  async ({ company, onCable }) => {
    const { visitor, agent, cable } = await onCable();
    await visitor.sees("agent");
    const { id } = await agent.lastRecord();

    await company.kill();
    cable.cut();
    await visitor.reaches("reconnecting");
    await agent.reaches("reconnecting");
    await company.start();
    cable.mend();
    await visitor.reaches("connected");
    await agent.reaches("connected");
    await visitor.receivesFrames("camera");
    await agent.receivesFrames("camera");
    await visitor.press("End call");
    await agent.reaches("ended", "idle");
    await expect
      .poll(() => agent.lastRecord(), { timeout: 20_000 })
      .toMatchObject({ id, endReason: "hangup", endedBy: "visitor" });
  },
);

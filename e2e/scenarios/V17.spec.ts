import { expect, scenario } from "../scenario.ts";

scenario(
  "V17 A4 · declined, then called back: avatar, name, countdown; camera only after Accept",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await agent.declines();
    await visitor.reaches("ended");
    await visitor.press("Close");
    await visitor.reaches("idle");

    await agent.opens("History");
    await agent.page.getByRole("button", { name: "Call back" }).first().click();
    await agent.reaches("ringing");
    await visitor.reaches("ringing");
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await expect(visitor.part("status")).toContainText("is calling you");
    await expect(visitor.button("Decline")).toBeVisible();
    const accept = visitor.button("Accept");
    await expect(accept).toContainText(/\d/);
    await visitor.sends();
    await expect(visitor.part("local-video")).toBeHidden();

    await accept.click();
    await visitor.reaches("connected");
    await agent.reaches("connected");
    await visitor.sees("agent");
    await agent.sees("visitor");
    await visitor.sends("audio", "video");
    await visitor.press("End call");
    await agent.reaches("ended", "idle");
    expect(await agent.lastRecord()).toMatchObject({ endReason: "hangup", endedBy: "visitor" });
  },
);

scenario(
  "V17 · who left a message is called on the next page, declines, and the page is as before",
  async ({ agent, visitorComes }) => {
    await agent.setsAvailable(false);
    const visitor = await visitorComes();
    await visitor.knocks();
    await visitor.press("Leave a message");
    await visitor.root.getByRole("textbox", { name: "Message" }).fill("Please call me back");
    await visitor.root.getByRole("textbox", { name: "E-mail or phone" }).fill("kim@example.com");
    await visitor.press("Send");
    await expect(visitor.root.getByText("Got it.")).toBeVisible();
    await visitor.press("Close");
    await visitor.visits("/");
    await visitor.reaches("idle");

    await agent.opens("Messages");
    const callBack = agent.page.getByRole("button", { name: "Call back" });
    await callBack.first().click();
    await visitor.reaches("ringing");
    await visitor.button("Decline").click();
    await visitor.reaches("idle");
    await expect(visitor.root).toHaveAttribute("data-view", "launcher");
    await agent.reaches("ended");
    await expect(agent.page.getByText("declined").first()).toBeVisible();

    await agent.opens("Messages");
    await expect(callBack.first()).toBeVisible();
    await visitor.leaves();
    await expect(callBack).toHaveCount(0);
  },
);

scenario(
  "V17 · the page's own commands: an agent's call is not minimized away, and end declines it",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await agent.declines();
    await visitor.press("Close");
    await agent.opens("History");
    await agent.page.getByRole("button", { name: "Call back" }).first().click();
    await visitor.reaches("ringing");
    await expect(visitor.button("Accept")).toBeVisible();
    await visitor.commands("minimize");
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
    await expect(visitor.button("Accept")).toBeVisible();
    await visitor.commands("end");
    await visitor.reaches("idle");
    await agent.reaches("ended");
    await expect(agent.page.getByText("declined").first()).toBeVisible();
  },
);

scenario(
  "V17 · nobody takes the agent's call: after the countdown it goes away without a word",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await agent.declines();
    await visitor.press("Close");
    await agent.opens("History");
    await agent.page.getByRole("button", { name: "Call back" }).first().click();
    await visitor.reaches("ringing");
    await expect(visitor.root).toHaveAttribute("data-phase", "idle", { timeout: 40_000 });
    await expect(visitor.root).toHaveAttribute("data-view", "launcher");
    await expect(visitor.part("launcher")).toBeVisible();
    await agent.reaches("ended");
  },
);

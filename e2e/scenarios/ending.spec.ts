import { liveCaptures, openConnections } from "../measure/received.ts";
import { Agent } from "../people/agent.ts";
import { expect, scenario } from "../scenario.ts";

for (const who of ["visitor", "agent"] as const) {
  scenario(
    `V11 · the ${who} ends the call: both sides stop and release everything`,
    async ({ inCall }) => {
      const people = await inCall();
      const { visitor, agent } = people;
      await expect.poll(() => visitor.seconds()).toBeGreaterThanOrEqual(1);
      await people[who].press("End call");

      await visitor.reaches("ended");
      await agent.reaches("ended", "idle");
      for (const { page } of [visitor, agent]) {
        await expect.poll(() => liveCaptures(page)).toEqual([]);
        await expect.poll(() => openConnections(page)).toBe(0);
      }
      await expect(visitor.root).toHaveAttribute("data-view", "expanded");
      await expect(visitor.root).toHaveAttribute("data-sending", "");
      await expect(visitor.button("Call again")).toBeVisible();
      await visitor.press("Close");
      await visitor.reaches("idle");
      await expect(visitor.root).toHaveAttribute("data-view", "launcher");

      const record = await agent.lastRecord();
      expect(record).toMatchObject({ endReason: "hangup", endedBy: who });
      expect(record.durationMs).toBeGreaterThan(900);
    },
  );
}

scenario("V11 · a rating and a comment reach the record", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.press("End call");
  await visitor.reaches("ended");
  await visitor.root.locator(".kk-stars label").nth(3).click();
  await expect(visitor.root.getByRole("radio", { name: "4 stars" })).toBeChecked();
  await visitor.root.getByRole("textbox").first().fill("Quick and kind");
  await visitor.root.getByRole("button", { name: /send/i }).click();
  await expect.poll(async () => (await agent.lastRecord()).stars).toBe(4);
  expect((await agent.lastRecord()).comment).toBe("Quick and kind");
});

scenario("V11 · Call again knocks again", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.press("End call");
  await visitor.press("Call again");
  await agent.accepts();
  await visitor.reaches("connected");
  await visitor.sees("agent");
});

scenario(
  "V16 · nobody is there: said at once, and a message can be left",
  async ({ company, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio", "video"]);
    await visitor.press("Leave a message");
    // Nobody is there to see and hear.
    await expect.poll(() => liveCaptures(visitor.page)).toEqual([]);
    await visitor.press("Cancel");
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio", "video"]);
    await visitor.press("Leave a message");
    await visitor.root.getByRole("textbox", { name: /name/i }).fill("Somebody");
    await visitor.root
      .getByRole("textbox", { name: /e-?mail|phone|reach/i })
      .fill("visitor@example.com");
    await visitor.root.getByRole("textbox", { name: "Message" }).fill("Please call me back.");
    await visitor.press("Send");
    await expect(
      visitor.root
        .getByRole("status")
        .filter({ hasText: /got it/i })
        .first(),
    ).toBeVisible();
    // The wait is over with it, in words that fit.
    await visitor.reaches("ended");
    await expect(visitor.root.getByText("Call cancelled")).toHaveCount(0);
    await visitor.press("Close");
    await visitor.reaches("idle");
    await expect(visitor.root).toHaveAttribute("data-view", "launcher");

    const agent = await Agent.arrives(company);
    expect((await agent.lastRecord()).endReason).toBe("cancelled");
    const messages = await agent.messages();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      contact: "visitor@example.com",
      text: "Please call me back.",
    });
    await agent.leaves();
  },
);

scenario(
  "V16 · what is being typed outlives the queue, the ringing and the end of the knock",
  async ({ agent, visitorComes }) => {
    await agent.setsAvailable(false);
    const visitor = await visitorComes();
    await visitor.knocks();
    await visitor.press("Leave a message");
    const message = visitor.root.getByRole("textbox", { name: "Message" });
    await message.pressSequentially("I was just ");
    await agent.setsAvailable(true);
    await visitor.reaches("ringing");
    await expect(message).toBeHidden();
    await agent.declines();
    await visitor.reaches("ended");
    await expect(message).toHaveValue("I was just ");
    await message.pressSequentially("typing this");
    await visitor.root.getByRole("textbox", { name: "E-mail or phone" }).fill("kim@example.com");
    await visitor.press("Send");
    await expect(visitor.root.getByText("Got it.")).toBeVisible();
    await visitor.press("Close");
    await visitor.reaches("idle");
    expect((await agent.messages())[0]).toMatchObject({ text: "I was just typing this" });
  },
);

scenario(
  "V16 · declined by the only agent: told so, and a message can be left",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await agent.declines();
    await expect(agent.card).toBeHidden();
    await visitor.reaches("ended");
    await expect(visitor.button("Leave a message")).toBeVisible();
    await expect.poll(async () => (await agent.lastRecord()).endReason).toBe("declined");
  },
);

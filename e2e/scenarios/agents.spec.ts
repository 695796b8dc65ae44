import { expect, scenario } from "../scenario.ts";

scenario(
  "A2 · two agents accept at the same moment: one wins, the other is told who",
  async ({ agent, visitorComes }) => {
    const colleague = await agent.invitesColleague();
    const visitor = await visitorComes();
    await visitor.knocks();
    await expect(agent.card).toBeVisible();
    await expect(colleague.card).toBeVisible();
    // The word about it goes away by itself: looked for from the start.
    const told = Promise.any(
      [agent, colleague].map(async (person) => {
        await person.page
          .getByText(/answered by/i)
          .first()
          .waitFor();
        return person;
      }),
    );
    await Promise.allSettled([agent.accepts(), colleague.accepts()]);

    await visitor.reaches("connected");
    const phases = () =>
      Promise.all([agent, colleague].map(({ root }) => root.getAttribute("data-phase")));
    await expect.poll(phases).toEqual(expect.arrayContaining(["connected", "idle"]));
    const [first] = await phases();
    const [winner, loser] = first === "connected" ? [agent, colleague] : [colleague, agent];
    await expect(loser.card).toBeHidden();
    expect(await told).toBe(loser);
    await visitor.sees(winner === agent ? "agent" : "colleague");
    await colleague.leaves();
  },
);

scenario("A2 · one agent declines, the other still answers", async ({ agent, visitorComes }) => {
  const colleague = await agent.invitesColleague();
  const visitor = await visitorComes();
  await visitor.knocks();
  await agent.declines();
  await agent.reaches("idle");
  await expect(agent.card).toBeHidden();
  await visitor.reaches("ringing");
  await colleague.accepts();
  await visitor.reaches("connected");
  await visitor.sees("colleague");
  await colleague.leaves();
});

/** Who belongs to the company, and who no longer does. */
import { OWNER } from "../company/company.ts";
import { Agent, COLLEAGUE } from "../people/agent.ts";
import { expect, scenario } from "../scenario.ts";

const SIGNED_OUT = "Your session has ended. Please sign in again.";
const NOT_TOGETHER = "That email and password do not belong together. Check both and try again.";
const NEXT_PASSWORD = "a better battery staple";

scenario(
  "A changed password keeps the browser that changed it signed in, and no other",
  async ({ agent, company }) => {
    const elsewhere = await Agent.arrives(company);
    const { page } = agent;
    await agent.opens("Team");
    const present = page.getByLabel("Present password");
    await present.fill("not the present one");
    await page.getByLabel("New password").fill(NEXT_PASSWORD);
    const change = page.getByRole("button", { name: "Change password" });
    await change.click();
    await expect(page.getByRole("alert")).toHaveText("The present password is wrong.");
    await expect(elsewhere.availability).toBeVisible();

    await present.fill(OWNER.password);
    await change.click();
    await expect(page.getByText("Changed. Here you stay signed in.")).toBeVisible();

    const refused = elsewhere.page.getByRole("alert");
    await expect(refused).toHaveText(SIGNED_OUT);
    await elsewhere.signsIn(OWNER.email, OWNER.password);
    await expect(refused).toHaveText(NOT_TOGETHER);
    await elsewhere.signsIn(OWNER.email, NEXT_PASSWORD);
    await expect(elsewhere.availability).toBeVisible();
    await elsewhere.leaves();

    await page.reload();
    await agent.opens("Desk");
    await agent.setsAvailable(false);
  },
);

scenario(
  "Who is removed from the team is signed out at once, and a call of theirs ends",
  async ({ agent, visitorComes }) => {
    const colleague = await agent.invitesColleague();
    await agent.setsAvailable(false);
    const opened = colleague.page.waitForEvent("websocket");
    await colleague.page.reload();
    const socket = await opened;
    const visitor = await visitorComes();
    await visitor.knocks();
    await colleague.accepts();
    await visitor.reaches("connected");

    const { page } = agent;
    await agent.opens("Team");
    const members = page.getByRole("region", { name: "Team" }).getByRole("listitem");
    const leaver = members.filter({ hasText: COLLEAGUE.email });
    const remove = page.getByRole("button", { name: `Remove ${COLLEAGUE.name}` });
    await remove.click();
    await page.getByRole("button", { name: "Keep" }).click();
    await expect(leaver).toHaveCount(1);
    await visitor.receivesFrames("camera");

    await remove.click();
    await leaver.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(leaver).toHaveCount(0);
    await expect(members).toHaveCount(1);
    await visitor.reaches("ended");
    const refused = colleague.page.getByRole("alert");
    await expect(refused).toHaveText(SIGNED_OUT);
    await expect.poll(() => socket.isClosed()).toBe(true);
    await colleague.signsIn(COLLEAGUE.email, COLLEAGUE.password);
    await expect(refused).toHaveText(NOT_TOGETHER);
    expect(await agent.lastRecord()).toMatchObject({
      agentName: COLLEAGUE.name,
      endReason: "hangup",
    });
    await colleague.leaves();
  },
);

/** Pictures of a real call from both sides; `npm run pictures` puts them into docs/images. */
import { frameSize } from "../measure/received.ts";
import { Agent } from "../people/agent.ts";
import { expect, scenario } from "../scenario.ts";
import { pictureFile } from "./file.ts";

scenario("a call in pictures", async ({ company, visitorComes }) => {
  const agent = await Agent.arrives(company, "agent-portrait");
  await agent.page.getByRole("button", { name: "Not now" }).click();
  const visitor = await visitorComes({ portrait: true });
  await visitor.visits("/bikes/ferry");
  await expect(visitor.button("Video call")).toBeVisible();
  await visitor.knocks();
  await visitor.reaches("ringing");
  await expect(agent.card).toBeVisible();
  await agent.accepts();
  await visitor.reaches("connected");
  for (const { page } of [visitor, agent]) {
    await expect.poll(async () => (await frameSize(page, "camera")).height).toBe(480);
  }
  await expect(agent.page.getByText(/^Direct · \d+ ms/)).toBeVisible();
  await visitor.wake();
  await agent.wake();
  await visitor.page.screenshot({ path: pictureFile("call-visitor.png") });
  await agent.page.screenshot({ path: pictureFile("call-agent.png") });
  await visitor.press("Minimize");
  await visitor.receivesFrames("camera");
  await visitor.page.screenshot({ path: pictureFile("call-minimized.png") });
  await agent.leaves();
});

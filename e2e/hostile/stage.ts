/** One company, one agent and one visitor for all hostile pages: only the page changes. */
import { test } from "@playwright/test";
import { Company } from "../company/company.ts";
import { Agent } from "../people/agent.ts";
import { CallScreen } from "../people/call-screen.ts";
import { Visitor } from "../people/visitor.ts";
import type { Host } from "./hosts.ts";
import { watchForTrouble } from "./trouble.ts";
import { Website } from "./website.ts";

export interface Stage {
  readonly company: Company;
  readonly agent: Agent;
  readonly visitor: Visitor;
  readonly website: Website;
}

/** The widget on a hostile page, wherever it is: the page itself or a frame of it. */
export async function opens(stage: Stage, host: Host): Promise<CallScreen> {
  const { visitor, website } = stage;
  website.shows(host);
  await visitor.page.goto(`${website.origin}/`);
  const root = host.framed
    ? visitor.page.frameLocator("iframe").locator("knock-knock")
    : visitor.page.locator("knock-knock");
  return new CallScreen(visitor.page, root);
}

export const onStage = test.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const website = await Website.open();
      const other = await Website.open();
      const company = await Company.open({
        KNOCK_DEMO_ORIGINS: `${website.origin},${other.origin}`,
      });
      website.uses(company.url, other.origin);
      other.uses(company.url, website.origin);
      const [agent, visitor] = await Promise.all([Agent.arrives(company), Visitor.comes(company)]);
      await visitor.page.addInitScript(watchForTrouble);
      await use({ company, agent, visitor, website });
      await visitor.leaves();
      await agent.leaves();
      await company.close();
      website.close();
      other.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

/** `scenario("…", async ({ company, … }) => …)`: a company of its own, people with browsers of their own. */
import { test, type TestInfo } from "@playwright/test";
import { Company } from "./company/company.ts";
import { connectionsInFull } from "./measure/received.ts";
import { Cable } from "./network/cable.ts";
import { Agent } from "./people/agent.ts";
import { Visitor, type VisitorManner } from "./people/visitor.ts";

export { expect } from "@playwright/test";

interface Fixtures {
  company: Company;
  /** Somebody who is signed in and available. */
  agent: Agent;
  /** Brings a visitor to the website. */
  visitorComes: (manner?: VisitorManner) => Promise<Visitor>;
  /** A visitor and the agent who are in a call. */
  inCall: (manner?: VisitorManner) => Promise<{ visitor: Visitor; agent: Agent }>;
  /** Both of them, in a call whose path the test can cut. */
  onCable: () => Promise<{ visitor: Visitor; agent: Agent; cable: Cable }>;
}

async function keepEvidence(info: TestInfo, who: string, person: Agent | Visitor): Promise<void> {
  if (info.status === info.expectedStatus || person.page.isClosed()) return;
  const body = await person.page.screenshot({ timeout: 5000 });
  await info.attach(who, { body, contentType: "image/png" });
  const connections = JSON.stringify(await connectionsInFull(person.page), null, 1);
  await info.attach(`${who}'s connections`, { body: connections, contentType: "application/json" });
}

export const scenario = test.extend<Fixtures>({
  company: async ({}, use, info) => {
    const company = await Company.open();
    await use(company);
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: company.log });
    await company.close();
  },
  agent: async ({ company }, use, info) => {
    const agent = await Agent.arrives(company);
    await use(agent);
    await keepEvidence(info, "agent", agent);
    await agent.leaves();
  },
  visitorComes: async ({ company }, use, info) => {
    const visitors: Visitor[] = [];
    await use(async (manner) => {
      const visitor = await Visitor.comes(company, manner);
      visitors.push(visitor);
      return visitor;
    });
    for (const visitor of visitors) {
      await keepEvidence(info, "visitor", visitor);
      await visitor.leaves();
    }
  },
  inCall: async ({ agent, visitorComes }, use) => {
    await use(async (manner) => {
      const visitor = await visitorComes(manner);
      await visitor.knocks();
      await agent.accepts();
      await visitor.reaches("connected");
      await agent.reaches("connected");
      return { visitor, agent };
    });
  },
  onCable: async ({ agent, visitorComes }, use) => {
    const cable = new Cable();
    await use(async () => {
      const visitor = await visitorComes();
      await cable.joins(visitor.page, agent.page);
      await visitor.knocks();
      await agent.accepts();
      await visitor.reaches("connected");
      await agent.reaches("connected");
      return { visitor, agent, cable };
    });
    cable.close();
  },
});

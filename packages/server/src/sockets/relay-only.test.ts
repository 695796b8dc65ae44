import { type Ack, DeskState, IceConfig, Joined } from "@knockknock/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CallServer, ORIGIN, RELAYED_SITE, SITE } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

const granted = (ack: Ack<unknown>): unknown => {
  if (ack.ok) return ack.value;
  throw new Error(ack.error.message);
};

/** All that the two sides are told of paths, from the knock to the renewal in mid-call. */
async function told(site: string): Promise<Record<string, IceConfig | undefined>> {
  const agent = await server.agent("agent-a");
  const { call, ticket, ice } = await server.knock({ site });
  const { id: callId } = call;
  const desk = await agent.got("desk", ({ incoming }) => incoming.length === 1);
  const seat = { callId, lastSeq: 0, fresh: false };
  const visitor = await server.visitor(ORIGIN, undefined, site);
  const visitorJoins = Joined.parse(granted(await visitor.ask("join", { ...seat, ticket })));
  granted(await agent.command(callId, { type: "accept" }));
  const agentJoins = Joined.parse(granted(await agent.ask("join", seat)));
  return {
    knock: ice,
    prewarm: DeskState.parse(desk).incoming[0]?.prewarm?.ice,
    visitorJoins: visitorJoins.ice,
    agentJoins: agentJoins.ice,
    visitorRenews: IceConfig.parse(granted(await visitor.ask("ice", { callId }))),
    agentRenews: IceConfig.parse(granted(await agent.ask("ice", { callId }))),
  };
}

const policies = (ice: Awaited<ReturnType<typeof told>>) =>
  Object.entries(ice).map(([where, config]) => [where, config?.policy]);
const WHERE = ["knock", "prewarm", "visitorJoins", "agentJoins", "visitorRenews", "agentRenews"];

test.each([
  { site: RELAYED_SITE, policy: "relay" },
  { site: SITE, policy: "all" },
])("both sides of a call of $site.name hear at every step: $policy", async ({ site, policy }) => {
  expect(policies(await told(site.key))).toEqual(WHERE.map((where) => [where, policy]));
});

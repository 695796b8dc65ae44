import { beforeAll, expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeAir } from "../testing/fake-connection.ts";
import { FakeStream } from "../testing/fake-media.ts";
import { LinkHealth } from "./link-health.ts";
import { PeerLink } from "./peer-link.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** Two pages whose letters arrive at once, each watching its end of the link. */
async function watched() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const links: Partial<Record<"agent" | "visitor", PeerLink>> = {};
  const actions: string[] = [];
  const side = (name: "agent" | "visitor", other: "agent" | "visitor"): LinkHealth => {
    const link = new PeerLink({
      role: name === "agent" ? "offerer" : "adopter",
      epoch: 1,
      ice: { servers: [], policy: "all", expiresAt: null },
      clock,
      createConnection: air.create,
      hidden: () => false,
      send: (payload) => links[other]?.receive(payload),
      onMessage: () => undefined,
      onFailure: (error) => {
        throw error;
      },
    });
    links[name] = link;
    const options = {
      clock,
      offers: name === "agent",
      canSignal: () => true,
      peerLeaving: () => false,
      onAction: (action: string) => actions.push(`${name} ${action}`),
    };
    return new LinkHealth(link, options, null);
  };
  const visitor = side("visitor", "agent");
  const agent = side("agent", "visitor");
  await clock.advance(100);
  const states = () => [agent.health.value, visitor.health.value];
  return { clock, air, agent, visitor, actions, states };
}

test("a link that comes up is left alone: the first heartbeat tells of no deafness", async () => {
  const { actions, air, clock, states } = await watched();
  await clock.advance(5_000);
  expect(states()).toEqual(["up", "up"]);
  expect(actions).toEqual([]);
  expect(air.connections.map(({ applied }) => applied)).toEqual([1, 1]);
});

test("a link that has just come up may be silent for three seconds", async () => {
  const { air, clock, states } = await watched();
  air.open = false;
  await clock.advance(2_700);
  expect(states()).toEqual(["up", "up"]);
  await clock.advance(400);
  expect(states()).toEqual(["recovering", "recovering"]);
});

test("later, silence of 1.2 seconds is noticed within 0.2", async () => {
  const { air, clock, states } = await watched();
  await clock.advance(10_000);
  air.open = false;
  await clock.advance(1_400);
  expect(states()).toEqual(["recovering", "recovering"]);
});

test("a page that stood still does not take its own silence for the peer's", async () => {
  const { actions, clock, states } = await watched();
  await clock.advance(10_000);
  for (const stallMs of [900, 1_500, 5_000]) {
    await clock.stall(stallMs);
    await clock.advance(1_000);
    expect(states()).toEqual(["up", "up"]);
  }
  expect(actions).toEqual([]);
});

test.each([
  { what: "media", type: "inbound-rtp" },
  // Of somebody who sends none.
  { what: "what the other browser acknowledges by itself", type: "candidate-pair" },
])("$what that goes on arriving is life enough", async ({ type }) => {
  const { air, clock, states } = await watched();
  await clock.advance(10_000);
  let bytes = 0;
  for (const connection of air.connections) {
    connection.getStats = () => {
      bytes += 1_000;
      return Promise.resolve(new Map([["any", { type, bytesReceived: bytes }]]));
    };
  }
  air.open = false;
  await clock.advance(5_000);
  expect(states()).toEqual(["up", "up"]);
});

test("nobody is called silent before a slow page has compared what its browser counted", async () => {
  const { actions, air, clock, states } = await watched();
  await clock.advance(10_000);
  let bytes = 0;
  for (const connection of air.connections) {
    connection.getStats = async () => {
      const counted = new Map([
        ["any", { type: "candidate-pair", bytesReceived: (bytes += 1_000) }],
      ]);
      await new Promise<void>((resolve) => clock.after(500, resolve));
      return counted;
    };
  }
  air.open = false;
  await clock.advance(6_000);
  expect(states()).toEqual(["up", "up"]);
  expect(actions).toEqual([]);
});

test("nor where every look is late", async () => {
  const { actions, air, clock, states } = await watched();
  await clock.advance(10_000);
  let bytes = 0;
  for (const connection of air.connections) {
    connection.getStats = () => {
      bytes += 1_000;
      return Promise.resolve(new Map([["any", { type: "candidate-pair", bytesReceived: bytes }]]));
    };
  }
  air.open = false;
  for (let look = 0; look < 20; look += 1) await clock.stall(700);
  expect(states()).toEqual(["up", "up"]);
  expect(actions).toEqual([]);
});

test("a visitor who hears nothing is helped by the agent who still hears the visitor", async () => {
  const { actions, air, clock, states } = await watched();
  await clock.advance(10_000);
  const [, agentEnd] = air.connections;
  if (agentEnd === undefined) throw new Error("No connection");
  agentEnd.channel.send = () => undefined;
  await clock.advance(2_200);
  expect(states()).toEqual(["recovering", "recovering"]);
  expect(actions).toContain("agent restart");
});

test("a connection whose DTLS failed is replaced at once: there is no other path to look for", async () => {
  const { actions, air, clock } = await watched();
  await clock.advance(10_000);
  const [visitorEnd] = air.connections;
  visitorEnd?.spoil();
  await clock.advance(200);
  expect(actions).toEqual(["visitor rebuild"]);
});

test("one that lost its path looks for another first", async () => {
  const { actions, air, clock } = await watched();
  await clock.advance(10_000);
  const [visitorEnd] = air.connections;
  visitorEnd?.drop("failed");
  await clock.advance(200);
  expect(actions).toEqual(["visitor restart"]);
});

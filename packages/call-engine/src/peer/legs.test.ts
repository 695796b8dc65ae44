import { beforeAll, expect, test, vi } from "vitest";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { FakeAir } from "../testing/fake-connection.ts";
import { FakeStream } from "../testing/fake-media.ts";
import { Legs } from "./legs.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

const ICE = { servers: [], policy: "all" as const, expiresAt: null };
const offer = (epoch: number, from = "ann") => ({
  from,
  epoch,
  payload: {
    type: "description" as const,
    n: 1,
    description: { type: "offer" as const, sdp: "v=0\r\na=ice-ufrag:them\r\n" },
  },
});

function visitorLegs() {
  const air = new FakeAir();
  const sent: { to: string; epoch: number; type: string }[] = [];
  const legs = new Legs(
    {
      self: "visitor",
      selfId: "visitor",
      clock: new FakeClock(),
      createConnection: air.create,
      hidden: () => false,
    },
    {
      send: (to, epoch, payload) => sent.push({ to, epoch, type: payload.type }),
      onMessage: () => undefined,
      onFailure: () => undefined,
    },
  );
  legs.useIce(ICE);
  return { air, legs, sent };
}
const leg = (agentId: string, epoch: number, live: boolean) => ({ agentId, epoch, live });

test("a leg of the snapshot becomes a connection with its first signal", async () => {
  const { air, legs, sent } = visitorLegs();
  legs.update([leg("ann", 1, false)]);
  expect(air.connections).toHaveLength(0);
  legs.receive(offer(1));
  await settle();
  expect(sent[0]).toMatchObject({ to: "ann", epoch: 1, type: "description" });
  expect(legs.live.value).toBeNull();
});

test("a signal that is ahead of its snapshot waits for it", async () => {
  const { air, legs } = visitorLegs();
  legs.receive(offer(1));
  expect(air.connections).toHaveLength(0);
  legs.update([leg("ann", 1, false)]);
  expect(air.connections).toHaveLength(1);
});

test("signals of an epoch that is over are dropped", async () => {
  const { air, legs } = visitorLegs();
  legs.update([leg("ann", 2, true)]);
  legs.receive(offer(1));
  await settle();
  expect(air.connections).toHaveLength(0);
  legs.receive(offer(2));
  expect(air.connections).toHaveLength(1);
});

test("when one leg goes live, the others are closed", async () => {
  const { air, legs } = visitorLegs();
  legs.update([leg("ann", 1, false), leg("bob", 1, false)]);
  legs.receive(offer(1, "ann"));
  legs.receive(offer(1, "bob"));
  await settle();
  legs.update([leg("bob", 1, true)]);
  expect(legs.live.value?.agentId).toBe("bob");
  expect(air.connections.map(({ signalingState }) => signalingState)).toEqual(["closed", "stable"]);
});

test("a higher epoch replaces the connection when its first signal comes", async () => {
  const { air, legs } = visitorLegs();
  legs.update([leg("ann", 1, true)]);
  legs.receive(offer(1));
  await settle();
  const before = legs.live.value?.link;
  legs.update([leg("ann", 2, true)]);
  expect(legs.live.value?.link).toBe(before);
  legs.receive(offer(2));
  await settle();
  expect(legs.live.value?.link.epoch).toBe(2);
  expect(air.connections[0]?.signalingState).toBe("closed");
});

test("an agent offers on its own leg alone", async () => {
  const air = new FakeAir();
  const sent: string[] = [];
  const legs = new Legs(
    {
      self: "agent",
      selfId: "ann",
      clock: new FakeClock(),
      createConnection: air.create,
      hidden: () => false,
    },
    {
      send: (to, _, payload) => sent.push(`${to} ${payload.type}`),
      onMessage: () => undefined,
      onFailure: () => undefined,
    },
  );
  legs.useIce(ICE);
  legs.update([leg("ann", 1, false), leg("bob", 1, false)]);
  await settle();
  expect(air.connections).toHaveLength(1);
  expect(sent[0]).toBe("visitor description");
});

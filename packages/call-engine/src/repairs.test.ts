import { signal } from "@preact/signals-core";
import { beforeAll, expect, test, vi } from "vitest";
import type { IceConfig } from "@knockknock/protocol";
import { Scope } from "./lib/scope.ts";
import type { Health } from "./peer/link-health.ts";
import { Legs } from "./peer/legs.ts";
import { Repairs } from "./repairs.ts";
import { FakeClock, settle } from "./testing/fake-clock.ts";
import { FakeAir } from "./testing/fake-connection.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { ServerClock } from "./timer.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

const ice = (expiresAt: number | null, url: string): IceConfig => ({
  servers: [{ urls: [url] }],
  policy: "all",
  expiresAt,
});
const offer = {
  from: "ann",
  epoch: 1,
  payload: {
    type: "description" as const,
    n: 1,
    description: { type: "offer" as const, sdp: "v=0\r\na=ice-ufrag:them\r\n" },
  },
};

/** A visitor's page while the call rings. */
function page() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const made: RTCConfiguration[] = [];
  const legs = new Legs(
    {
      self: "visitor",
      selfId: "visitor",
      clock,
      createConnection: (configuration) => {
        made.push(configuration);
        return air.create(configuration);
      },
      hidden: () => false,
    },
    { send: () => undefined, onMessage: () => undefined, onFailure: () => undefined },
  );
  const channel = {
    doubts: 0,
    renewed: 0,
    joined: signal(true),
    doubt: () => {
      channel.doubts += 1;
    },
    renewIce: () => {
      channel.renewed += 1;
      return Promise.resolve(ice(clock.now() + 600_000, "turn:relay"));
    },
    told: [] as string[],
    tell: ({ type }: { type: string }) => {
      channel.told.push(type);
    },
  };
  const health = signal<Health | null>(null);
  const repairs = new Repairs({
    self: "visitor",
    clock,
    scope: new Scope(),
    legs,
    time: new ServerClock(clock),
    health: () => health,
    channel: () => channel,
  });
  const ring = (): void => {
    repairs.update([{ agentId: "ann", epoch: 1, live: false }]);
    legs.receive(offer);
  };
  return { channel, clock, health, legs, made, repairs, ring };
}

test("credentials that ended in the queue are renewed before a connection is made", async () => {
  const { channel, clock, legs, made, ring } = page();
  legs.useIce(ice(clock.now(), "stun:none"));
  ring();
  expect(made).toEqual([]);
  await settle();
  expect(made.map(({ iceServers }) => iceServers?.[0]?.urls)).toEqual([["turn:relay"]]);
  ring();
  await settle();
  expect(channel.renewed).toBe(1);
});

test("credentials that hold, or need none, cost no question", async () => {
  for (const lifeMs of [60_000, null]) {
    const { channel, clock, legs, made, ring } = page();
    legs.useIce(ice(lifeMs === null ? null : clock.now() + lifeMs, "turn:first"));
    ring();
    expect(made).toHaveLength(1);
    await settle();
    expect(channel.renewed).toBe(0);
  }
});

test("a connection is by the relay only where the server says so", () => {
  for (const policy of ["relay", "all"] as const) {
    const { clock, legs, made, ring } = page();
    legs.useIce({ ...ice(clock.now() + 60_000, "turn:first"), policy });
    ring();
    expect(made[0]?.iceTransportPolicy).toBe(policy);
  }
});

/** The visitor's page in a call, on its first connection. */
async function inCall() {
  const { legs, ...others } = page();
  legs.useIce(ice(others.clock.now() + 60_000, "turn:first"));
  others.ring();
  await settle();
  legs.update([{ agentId: "ann", epoch: 1, live: true }]);
  const live = legs.live.value;
  if (live === null) throw new Error("No live leg");
  return { ...others, legs, live };
}

test("a new connection is asked for while the path is broken, and not when it has come back", async () => {
  const { channel, health, live, repairs } = await inCall();
  health.value = "recovering";
  await repairs.rebuild(live);
  expect(channel.told).toEqual(["rebuild"]);
  const asked = repairs.rebuild(live);
  health.value = "up";
  await asked;
  expect(channel.told).toEqual(["rebuild"]);
});

test("credentials are renewed at half their life, so that a repair need not wait for them", async () => {
  const { channel, clock, legs, live, repairs } = await inCall();
  legs.useIce(ice(clock.now() + 600_000, "turn:first"));
  await clock.advance(240_000);
  expect(channel.renewed).toBe(0);
  await clock.advance(120_000);
  expect(channel.renewed).toBe(1);
  expect(legs.ice?.expiresAt).toBeGreaterThan(clock.now() + 500_000);
  await repairs.restart(live);
  expect(channel.renewed).toBe(1);
});

test("credentials whose renewal failed are asked for again", async () => {
  const { channel, clock, legs } = await inCall();
  const { renewIce } = channel;
  legs.useIce(ice(clock.now() + 240_000, "turn:first"));
  channel.renewIce = () => Promise.reject(new Error("unreachable"));
  await clock.advance(70_000);
  expect(legs.ice?.servers).toMatchObject([{ urls: ["turn:first"] }]);
  channel.renewIce = renewIce;
  await clock.advance(60_000);
  expect(legs.ice?.servers).toMatchObject([{ urls: ["turn:relay"] }]);
});

test("a broken path makes the connection to the server doubtful, on the visitor's side too", async () => {
  const { channel, live, made, repairs } = await inCall();
  await repairs.restart(live);
  expect(channel.doubts).toBe(1);
  expect(made).toHaveLength(1);
});

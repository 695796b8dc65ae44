import { signal } from "@preact/signals-core";
import { NOTHING_SENT } from "@knockknock/protocol";
import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { Health } from "./peer/link-health.ts";
import { ScreenShare } from "./media/screen.ts";
import { yieldToNewerShare } from "./share-rule.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { FakeMedia, FakeStream } from "./testing/fake-media.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

const SIDES = ["visitor", "agent"] as const;
type Side = (typeof SIDES)[number];

/** Two sides that hear of each other's shares after so many milliseconds, once the link is up. */
function call(delays: { readonly [S in Side]: number }) {
  const clock = new FakeClock();
  const health = signal<Health>("up");
  const told: Side[] = [];
  const make = () => ({
    own: new ScreenShare(new FakeMedia(), clock),
    remoteMedia: signal(NOTHING_SENT),
  });
  const sides = { visitor: make(), agent: make() };
  for (const self of SIDES) {
    const other = sides[self === "visitor" ? "agent" : "visitor"];
    const { own, remoteMedia } = sides[self];
    let n = 0;
    const tell = (): void => {
      const said = { ...NOTHING_SENT, n: (n += 1), screen: own.state.peek() === "on" };
      clock.after(delays[self], () => {
        if (said.n > other.remoteMedia.peek().n) other.remoteMedia.value = said;
      });
    };
    own.state.subscribe(() => {
      if (health.peek() === "up") tell();
    });
    health.subscribe((now) => {
      if (now === "up") tell();
    });
    yieldToNewerShare({ self, clock, health, own, remoteMedia, onYield: () => told.push(self) });
  }
  return {
    clock,
    health,
    told,
    shares: (side: Side) => void sides[side].own.start(),
    stops: (side: Side) => sides[side].own.stop(),
    sharing: () => SIDES.filter((side) => sides[side].own.state.peek() === "on"),
  };
}

const PROMPT = { visitor: 50, agent: 50 };

test.each([
  ["visitor", "agent", 200],
  ["visitor", "agent", 1_400],
  ["visitor", "agent", 1_600],
  ["agent", "visitor", 200],
  ["agent", "visitor", 1_600],
] as const)("after the %s's share, the %s's counts, %i ms later", async (first, later, gap) => {
  const { clock, shares, sharing, told } = call(PROMPT);
  shares(first);
  await clock.advance(gap);
  shares(later);
  await clock.advance(4_000);
  expect(sharing()).toEqual([later]);
  expect(told).toEqual([first]);
});

test("of two that begin at once the visitor's stays", async () => {
  const { clock, shares, sharing, told } = call(PROMPT);
  shares("visitor");
  shares("agent");
  await clock.advance(4_000);
  expect(sharing()).toEqual(["visitor"]);
  expect(told).toEqual(["agent"]);
});

test("who shares anew while it is not yet decided is the later one", async () => {
  const { clock, shares, sharing, stops } = call(PROMPT);
  shares("visitor");
  await clock.advance(1_000);
  shares("agent");
  await clock.advance(500);
  stops("visitor");
  await clock.advance(100);
  shares("visitor");
  await clock.advance(4_000);
  expect(sharing()).toEqual(["visitor"]);
});

test("two that begin during a cut, of any length, are one when the link is back", async () => {
  const { clock, health, shares, sharing } = call(PROMPT);
  health.value = "recovering";
  shares("visitor");
  await clock.advance(3_000);
  shares("agent");
  await clock.advance(3_000);
  health.value = "up";
  await clock.advance(4_000);
  expect(sharing()).toEqual(["visitor"]);
});

test("exactly one stays, whoever began when, at any delay of a call's link", async () => {
  const delay = fc.integer({ min: 0, max: 700 });
  await fc.assert(
    fc.asyncProperty(delay, delay, fc.integer({ min: -3_000, max: 3_000 }), async (a, b, gap) => {
      const { clock, shares, sharing } = call({ visitor: a, agent: b });
      shares(gap < 0 ? "agent" : "visitor");
      await clock.advance(Math.abs(gap));
      shares(gap < 0 ? "visitor" : "agent");
      await clock.advance(6_000);
      expect(sharing()).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

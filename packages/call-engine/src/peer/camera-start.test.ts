import { expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { CameraStart } from "./camera-start.ts";

/** What the path carries at each look, in bit/s; of the last one on, the same. Null: it cannot be read. */
function cameraOn(carries: readonly (number | undefined | null)[]) {
  const clock = new FakeClock();
  let looks = 0;
  const probe = vi.fn<() => void>();
  const grow = vi.fn<() => void>(() => grownAt.push(clock.now() - startedAt));
  const grownAt: number[] = [];
  const start = new CameraStart({
    after: (ms, run) => clock.after(ms, run),
    getStats: () => {
      const availableOutgoingBitrate = carries[Math.min(looks++, carries.length - 1)];
      if (availableOutgoingBitrate === null) return Promise.reject(new Error("closed"));
      const pair = { id: "p", type: "candidate-pair", availableOutgoingBitrate };
      return Promise.resolve(new Map<string, object>([["p", pair]]) as unknown as RTCStatsReport);
    },
    probe,
    grow,
  });
  const startedAt = clock.now();
  return { clock, start, probe, grow, grownAt };
}

test.each([
  { path: "a good one", carries: [3_000_000], at: 800, probes: 0 },
  {
    path: "one that turns out to be good",
    carries: [300_000, 500_000, 900_000],
    at: 1600,
    probes: 2,
  },
  { path: "a narrow one", carries: [300_000], at: 6000, probes: 13 },
  // As in Firefox.
  { path: "one that the browser does not tell of", carries: [undefined], at: 800, probes: 0 },
  { path: "one that is gone", carries: [null], at: 800, probes: 0 },
])("on $path a camera is small for $at ms", async ({ carries, at, probes }) => {
  const { clock, start, probe, grownAt } = cameraOn(carries);
  expect(start.small).toBe(true);
  start.begin();
  await clock.advance(at - 1);
  expect(start.small).toBe(true);
  await clock.advance(20_000);
  expect(start.small).toBe(false);
  expect(grownAt).toEqual([at]);
  expect(probe).toHaveBeenCalledTimes(probes);
});

test("it begins once, and again only when that is asked for after it has grown", async () => {
  const { clock, start, grow } = cameraOn([3_000_000]);
  start.begin();
  start.again();
  start.begin();
  await clock.advance(2_000);
  start.begin();
  await clock.advance(2_000);
  expect(grow).toHaveBeenCalledTimes(1);
  start.again();
  expect(start.small).toBe(true);
  start.begin();
  await clock.advance(2_000);
  expect(start.small).toBe(false);
  expect(grow).toHaveBeenCalledTimes(2);
});

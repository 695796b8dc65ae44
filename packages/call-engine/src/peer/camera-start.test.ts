import { expect, test, vi } from "vitest";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { CameraStart } from "./camera-start.ts";

type Carried = number | undefined | null;

/** What the path carries at each look, in bit/s; of the last one on, the same. Null: it cannot be read. */
function cameraOn(carries: readonly Carried[]) {
  const clock = new FakeClock();
  let looks = 0;
  const getStats = vi.fn<() => Promise<RTCStatsReport>>(() => {
    const availableOutgoingBitrate = carries[Math.min(looks++, carries.length - 1)];
    if (availableOutgoingBitrate === null) return Promise.reject(new Error("closed"));
    const pair = { id: "p", type: "candidate-pair", availableOutgoingBitrate };
    return Promise.resolve(new Map<string, object>([["p", pair]]) as unknown as RTCStatsReport);
  });
  const probe = vi.fn<() => void>();
  const start = new CameraStart({ getStats, probe }, (ms, run) => void clock.after(ms, run));
  return { clock, start, getStats, probe };
}

test.each([
  { path: "a good one", carries: [3_000_000], at: 800 },
  { path: "one that turns out to be good", carries: [300_000, 500_000, 900_000], at: 1600 },
  { path: "a narrow one", carries: [300_000], at: 6000 },
  // As in Firefox.
  { path: "one that the browser does not tell of", carries: [undefined], at: 1600 },
  { path: "one that is gone", carries: [null], at: 1600 },
  {
    path: "one that is not told of for a moment",
    carries: [300_000, undefined, 900_000],
    at: 1600,
  },
])("on $path a camera is small for $at ms", async ({ carries, at }) => {
  const { clock, start, probe } = cameraOn(carries);
  start.begin();
  await clock.advance(at - 1);
  expect(start.small).toBe(true);
  const tried = probe.mock.calls.length;
  await clock.advance(20_000);
  expect(start.small).toBe(false);
  // Once at each look: the last one applies the size.
  expect(tried).toBe(at / 400 - 2);
  expect(probe).toHaveBeenCalledTimes(tried + 1);
});

test("what has grown stays so while pictures come and go, until after a cut", async () => {
  const { clock, start } = cameraOn([3_000_000]);
  start.begin();
  await clock.advance(1_000);
  start.pause();
  start.begin();
  expect(start.small).toBe(false);
  start.pause();
  start.small = true;
  start.begin();
  await clock.advance(799);
  expect(start.small).toBe(true);
  await clock.advance(1);
  expect(start.small).toBe(false);
});

test("a cut that is over before anybody stopped the pictures begins them anew, too", async () => {
  const { clock, start } = cameraOn([3_000_000]);
  start.begin();
  await clock.advance(1_000);
  start.small = true;
  start.begin();
  await clock.advance(800);
  expect(start.small).toBe(false);
});

test("pictures that stop before they have grown begin anew", async () => {
  const { clock, start, probe } = cameraOn([300_000, 300_000, 300_000, 900_000]);
  start.begin();
  await clock.advance(1_500);
  expect(probe).toHaveBeenCalledTimes(2);
  start.pause();
  await clock.advance(10_000);
  expect(start.small).toBe(true);
  expect(probe).toHaveBeenCalledTimes(2);
  start.begin();
  await clock.advance(799);
  expect(start.small).toBe(true);
});

test("a look that is answered after the pictures stopped counts for nothing", async () => {
  const { clock, start, getStats, probe } = cameraOn([]);
  let answer: (report: RTCStatsReport) => void = () => undefined;
  getStats.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  start.begin();
  await clock.advance(800);
  start.pause();
  start.begin();
  answer(new Map());
  await settle();
  expect(start.small).toBe(true);
  expect(probe).not.toHaveBeenCalled();
});

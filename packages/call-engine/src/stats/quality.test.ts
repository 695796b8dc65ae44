import { describe, expect, test } from "vitest";
import type { QualityView } from "../model.ts";
import { judge, judgeOutgoing, SummaryBuilder } from "./quality.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";
import type { Reading } from "./readings.ts";
import { GENEROUS, thriftAfter, wordsFor } from "./thrift-policy.ts";

const zero: Reading = {
  packetsReceived: 0,
  packetsLost: 0,
  framesDecoded: 0,
  freezes: 0,
  samples: 0,
  concealed: 0,
  rttMs: 20,
  relayed: false,
  cpuLimited: false,
  peerLoss: null,
};
const after = (over: Partial<Reading>): Reading => ({
  ...zero,
  packetsReceived: 1_000,
  samples: 96_000,
  ...over,
});

describe("what arrives here", () => {
  test.each([
    ["good", null, {}],
    ["fair", "network", { packetsLost: 40 }],
    ["poor", "network", { packetsLost: 120 }],
    ["fair", "network", { rttMs: 300 }],
    ["poor", "network", { rttMs: 700 }],
    ["poor", "network", { concealed: 20_000 }],
    ["fair", "cpu", { cpuLimited: true }],
  ] as const)("%s because of %s", (level, reason, over) => {
    expect(judge(zero, after(over))).toMatchObject({ level, reason });
  });

  test("loss that lies behind does not count", () => {
    const before = after({ packetsLost: 500 });
    const now = { ...before, packetsReceived: 2_000 };
    expect(judge(before, now)).toMatchObject({ level: "good", lossRatio: 0 });
  });
});

test("what the peer says it lost is its quality", () => {
  expect(judgeOutgoing(zero)).toBe(UNKNOWN_QUALITY);
  expect(judgeOutgoing(after({ peerLoss: 0.2 })).level).toBe("poor");
});

test("the summary adds up over several connections", () => {
  const summary = new SummaryBuilder();
  summary.add(null, after({ packetsLost: 10, framesDecoded: 30, rttMs: 10 }));
  summary.add(null, after({ packetsLost: 0, framesDecoded: 60, rttMs: 30, relayed: true }));
  expect(summary.summary(2)).toEqual({
    medianRttMs: 30,
    packetLossRatio: 10 / 2_010,
    concealedRatio: 0,
    framesDecoded: 90,
    freezes: 0,
    recoveries: 2,
    relayed: true,
  });
});

test("the page that goes on with a call goes on with its figures", () => {
  const first = new SummaryBuilder();
  first.add(null, after({ packetsLost: 10, framesDecoded: 30, rttMs: 10, relayed: true }));
  const next = new SummaryBuilder(first.told(1));
  next.add(null, after({ framesDecoded: 60, rttMs: 30 }));
  expect(next.summary(2)).toEqual({
    medianRttMs: 30,
    packetLossRatio: 10 / 2_010,
    concealedRatio: 0,
    framesDecoded: 90,
    freezes: 0,
    recoveries: 3,
    relayed: true,
  });
});

test("of a long call the delays are thinned out, not forgotten", () => {
  const summary = new SummaryBuilder();
  for (let rttMs = 0; rttMs < 10_000; rttMs++) summary.add(null, after({ rttMs }));
  expect(summary.told(0).rtts.length).toBeLessThanOrEqual(512);
  expect(summary.summary(0).medianRttMs).toBeGreaterThan(4_000);
  expect(summary.summary(0).medianRttMs).toBeLessThan(6_500);
});

test("gives up the camera's size, the camera, the screen, says so, and climbs back slowly", () => {
  const poor: QualityView = { ...UNKNOWN_QUALITY, level: "poor", reason: "network" };
  const good: QualityView = { ...UNKNOWN_QUALITY, level: "good" };
  const steps: string[] = [];
  const said: (string | null)[][] = [];
  let state = GENEROUS;
  for (const quality of [
    ...Array.from({ length: 10 }, () => poor),
    ...Array.from({ length: 24 }, () => good),
  ]) {
    const { thrift } = state;
    state = thriftAfter(state, quality);
    if (state.thrift === thrift) continue;
    steps.push(state.thrift);
    const all = wordsFor(thrift, state.thrift, { camera: true, screen: true });
    said.push([all, wordsFor(thrift, state.thrift, { camera: false, screen: false })]);
  }
  expect(steps).toEqual([
    "small_camera",
    "no_camera",
    "sound_only",
    "no_camera",
    "small_camera",
    "none",
  ]);
  expect(said).toEqual([
    ["camera_smaller_by_network", null],
    ["camera_paused_by_network", null],
    ["audio_only_by_network", null],
    ["network_better", null],
    ["network_better", null],
    [null, null],
  ]);
});

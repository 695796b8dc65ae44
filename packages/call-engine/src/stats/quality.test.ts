import { describe, expect, test } from "vitest";
import type { QualityView } from "../model.ts";
import { judge, judgeOutgoing, SummaryBuilder } from "./quality.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";
import { type Reading, read } from "./readings.ts";
import { Economy } from "./thrift-policy.ts";

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
  narrowed: false,
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

const poor: QualityView = { ...UNKNOWN_QUALITY, level: "poor", reason: "network" };
const good: QualityView = { ...UNKNOWN_QUALITY, level: "good" };
const times = <T>(length: number, value: T): T[] => Array.from({ length }, () => value);

test.each([
  {
    sends: { camera: true, screen: true },
    said: [
      "camera_smaller_by_network",
      "camera_paused_by_network",
      "audio_only_by_network",
      "network_better",
      "network_better",
    ],
  },
  { sends: { camera: false, screen: false }, said: [] },
])("gives up size, camera and screen, says so, and climbs back slowly: %o", ({ sends, said }) => {
  const economy = new Economy();
  const steps: string[] = [];
  const words = [...times(10, poor), ...times(24, good)].map((quality) => {
    const one = economy.next(quality, sends);
    if (steps.at(-1) !== economy.thrift) steps.push(economy.thrift);
    return one;
  });
  expect(steps).toEqual([
    "none",
    "small_camera",
    "no_camera",
    "sound_only",
    "no_camera",
    "small_camera",
    "none",
  ]);
  expect(words.filter((one) => one !== null)).toEqual(said);
});

describe("a link that is narrow but loses nothing", () => {
  const narrow: QualityView = { ...good, level: "fair", reason: "network", narrowed: true };
  const alone = { camera: true, screen: false };
  const saidOf = (readings: readonly QualityView[], sends = alone): string[] => {
    const economy = new Economy();
    return readings.flatMap((quality) => economy.next(quality, sends) ?? []);
  };

  test("is told once, and again only after a good time", () => {
    expect(saidOf(times(2, narrow))).toEqual([]);
    expect(saidOf([...times(20, narrow), good, ...times(20, narrow)])).toHaveLength(1);
    expect(saidOf([...times(3, narrow), ...times(8, good), ...times(3, narrow)])).toEqual([
      "camera_smaller_by_network",
      "camera_smaller_by_network",
    ]);
  });

  test("is not told where the camera is small for another reason", () => {
    expect(saidOf(times(9, narrow), { camera: true, screen: true })).toEqual([]);
    expect(saidOf(times(9, narrow), { camera: false, screen: false })).toEqual([]);
    expect(saidOf([...times(3, poor), ...times(20, narrow)])).toHaveLength(1);
  });

  test.each([
    [300_000, "bandwidth", true],
    [3_000_000, "bandwidth", false],
    [300_000, "none", false],
    // Firefox reports neither.
    [undefined, undefined, false],
  ])("%s bit/s, limited by %s", (availableOutgoingBitrate, qualityLimitationReason, expected) => {
    const report = new Map([
      ["pair", { id: "pair", type: "candidate-pair", selected: true, availableOutgoingBitrate }],
      ["camera", { id: "camera", type: "outbound-rtp", qualityLimitationReason }],
      ["peer", { id: "peer", type: "remote-inbound-rtp", fractionLost: 0 }],
    ]) as unknown as RTCStatsReport;
    const reading = read(report);
    expect(reading.narrowed).toBe(expected);
    expect(judgeOutgoing(reading)).toMatchObject({
      level: expected ? "fair" : "good",
      reason: expected ? "network" : null,
    });
  });
});

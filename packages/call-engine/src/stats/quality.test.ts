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
  starved: false,
  reports: [],
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

describe("what arrives at the peer", () => {
  const report = (id: string, at: number, lost: number) => ({ id, at, lost });
  const heard = (lost: number, over: Partial<Reading> = {}) =>
    judgeOutgoing(zero, after({ reports: [report("sound", 1, lost)], ...over }));

  test.each([
    ["good", {}, 0],
    ["fair", {}, 0.05],
    ["poor", {}, 0.2],
    ["fair", { rttMs: 300 }, 0],
    ["poor", { rttMs: 1_100 }, 0],
    ["poor", { starved: true }, 0],
  ] as const)("%s with %o and a loss of %d", (level, over, lost) => {
    expect(heard(lost, over)).toMatchObject({ level, lossRatio: lost });
  });

  test("is unknown without a report, and when only old ones are there", () => {
    expect(judgeOutgoing(zero, zero)).toBe(UNKNOWN_QUALITY);
    const before = after({ reports: [report("sound", 1, 0), report("camera", 1, 0.4)] });
    expect(judgeOutgoing(before, before)).toBe(UNKNOWN_QUALITY);
    // The camera was paused by its loss: its last report stands there for good.
    const now = after({ reports: [report("sound", 2, 0), report("camera", 1, 0.4)] });
    expect(judgeOutgoing(before, now).level).toBe("good");
  });

  test("is told by the reports on what is sent, and starved only by pictures", () => {
    const statistics = (active: boolean) =>
      new Map(
        [
          { id: "pair", type: "candidate-pair", selected: true, availableOutgoingBitrate: 70_000 },
          { id: "camera", type: "outbound-rtp", kind: "video", active },
          { id: "sound", type: "outbound-rtp", kind: "audio", active: true },
          { id: "r1", type: "remote-inbound-rtp", localId: "camera", timestamp: 5 },
          {
            id: "r2",
            type: "remote-inbound-rtp",
            localId: "sound",
            timestamp: 7,
            fractionLost: 0.1,
          },
        ].map((entry) => [entry.id, entry]),
      ) as unknown as RTCStatsReport;
    expect(read(statistics(true))).toMatchObject({ starved: true });
    expect(read(statistics(true)).reports).toHaveLength(2);
    expect(read(statistics(false))).toMatchObject({
      starved: false,
      reports: [{ id: "r2", at: 7, lost: 0.1 }],
    });
  });
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

/** The steps that the readings lead to; null = no news. */
function stepsOf(readings: readonly (QualityView | null)[]): string[] {
  const economy = new Economy();
  const steps: string[] = [economy.thrift];
  for (const quality of readings) {
    economy.next(quality, { camera: true, screen: false });
    if (steps.at(-1) !== economy.thrift) steps.push(economy.thrift);
  }
  return steps;
}

test("no news changes nothing, but leaves no camera paused for want of reports", () => {
  expect(stepsOf([...times(2, poor), ...times(9, null), poor])).toEqual(["none", "small_camera"]);
  expect(stepsOf([...times(3, poor), ...times(30, null)])).toEqual(["none", "small_camera"]);
  expect(stepsOf([...times(6, poor), ...times(30, null)])).toEqual([
    "none",
    "small_camera",
    "no_camera",
    "small_camera",
  ]);
});

test("a step up that does not last is not tried again and again", () => {
  const economy = new Economy();
  const pauses: number[] = [];
  // Weak whenever there is a picture.
  for (let reading = 0; reading < 300; reading++) {
    const before = economy.thrift;
    economy.next(before === "no_camera" ? good : poor, { camera: true, screen: false });
    if (before === "no_camera" && economy.thrift !== before) pauses.push(reading);
  }
  const waits = pauses.map((at, index) => at - (pauses[index - 1] ?? 5));
  expect(waits).toEqual([8, 19, 35, 67, 67, 67]);
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
      ["peer", { id: "peer", type: "remote-inbound-rtp", timestamp: 5, fractionLost: 0 }],
    ]) as unknown as RTCStatsReport;
    const reading = read(report);
    expect(reading.narrowed).toBe(expected);
    expect(judgeOutgoing(zero, reading)).toMatchObject({
      level: expected ? "fair" : "good",
      reason: expected ? "network" : null,
    });
  });
});

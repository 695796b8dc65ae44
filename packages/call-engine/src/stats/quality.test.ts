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

describe("what arrives at the peer", () => {
  test.each([
    ["good", {}],
    ["fair", { peerLoss: 0.05 }],
    ["poor", { peerLoss: 0.2 }],
    ["fair", { rttMs: 300 }],
    ["poor", { rttMs: 1_100 }],
    ["poor", { starved: true }],
    ["unknown", { peerLoss: null }],
  ] as const)("%s with %o", (level, over) => {
    expect(judgeOutgoing(after({ peerLoss: 0, ...over })).level).toBe(level);
  });

  /** A camera with heavy loss beside sound without any; `at`: when that was reported. */
  const statistics = (active: boolean, at: number, [camera, sound] = [300, 100]) =>
    new Map(
      [
        {
          id: "pair",
          type: "candidate-pair",
          selected: true,
          availableOutgoingBitrate: 70_000,
          timestamp: 20_000,
        },
        {
          id: "camera",
          type: "outbound-rtp",
          kind: "video",
          mediaSourceId: "source",
          active,
          packetsSent: camera,
        },
        { id: "source", type: "media-source", kind: "video" },
        // Nothing is shared: Chromium reports its sender as active, from a source that is not there.
        { id: "screen", type: "outbound-rtp", kind: "video", mediaSourceId: "none", active: true },
        { id: "sound", type: "outbound-rtp", kind: "audio", active: true, packetsSent: sound },
        {
          id: "r1",
          type: "remote-inbound-rtp",
          localId: "camera",
          timestamp: at,
          fractionLost: 0.4,
        },
        { id: "r2", type: "remote-inbound-rtp", localId: "sound", timestamp: 15_000 },
      ].map((entry) => [entry.id, entry]),
    ) as unknown as RTCStatsReport;

  test("is told by reports that are not old", () => {
    expect(read(statistics(true, 12_000)).peerLoss).toBeCloseTo(0.3);
    expect(read(statistics(true, 11_000)).peerLoss).toBe(0);
  });

  test("weighs each kind of media by how much of it is sent", () => {
    expect(read(statistics(true, 19_000, [6, 600])).peerLoss).toBeLessThan(0.01);
    expect(read(statistics(true, 19_000, [600, 6])).peerLoss).toBeGreaterThan(0.39);
    expect(read(statistics(true, 19_000, [0, 0])).peerLoss).toBeNull();
  });

  test("is told by the reports on what is sent, and starved only by pictures", () => {
    expect(read(statistics(true, 19_000))).toMatchObject({ starved: true });
    expect(read(statistics(false, 19_000))).toMatchObject({ starved: false, peerLoss: 0 });
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

/** The steps that the readings lead to; null = the path was cut. */
function stepsOf(readings: readonly (QualityView | null)[]): string[] {
  const economy = new Economy();
  const steps: string[] = [economy.thrift];
  for (const quality of readings) {
    economy.next(quality, { camera: true, screen: false });
    if (steps.at(-1) !== economy.thrift) steps.push(economy.thrift);
  }
  return steps;
}

test("no reports change nothing, but leave no camera paused for want of them", () => {
  const down = ["none", "small_camera", "no_camera"];
  const silence = (length: number) => times(length, UNKNOWN_QUALITY);
  expect(stepsOf([...times(2, poor), ...silence(9), poor])).toEqual(down.slice(0, 2));
  expect(stepsOf([...times(3, poor), ...silence(30)])).toEqual(down.slice(0, 2));
  expect(stepsOf([...times(6, poor), ...silence(30)])).toEqual([...down, "small_camera"]);
});

test("nothing is given up for a cut, nor for what is told of it afterwards", () => {
  expect(stepsOf([poor, poor, ...times(9, null), ...times(4, poor), good])).toEqual(["none"]);
  expect(stepsOf([null, null, ...times(7, poor)])).toEqual(["none", "small_camera"]);
  // So much is lost that the path looks cut now and then.
  expect(stepsOf([poor, null, poor, null, poor])).toEqual(["none", "small_camera"]);
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

  test("is tried for more at every other reading, and not beside a screen", () => {
    const triedAt = (readings: readonly (QualityView | null)[], sends = alone): number[] => {
      const economy = new Economy();
      return readings.flatMap((quality, index) => {
        economy.next(quality, sends);
        return economy.probes ? index : [];
      });
    };
    expect(triedAt(times(6, narrow))).toEqual([1, 3, 5]);
    expect(triedAt([...times(4, narrow), ...times(4, good)])).toEqual([1, 3]);
    // A cut, and what is reported of it afterwards, say nothing of the path.
    expect(triedAt([...times(2, narrow), ...times(4, null), ...times(4, narrow)])).toEqual([1]);
    expect(triedAt(times(6, narrow), { camera: true, screen: true })).toEqual([]);
    // The third poor one makes the camera smaller.
    expect(triedAt(times(6, { ...narrow, level: "poor" }))).toEqual([1]);
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
      ["camera", { id: "camera", type: "outbound-rtp", packetsSent: 9, qualityLimitationReason }],
      [
        "peer",
        {
          id: "peer",
          type: "remote-inbound-rtp",
          localId: "camera",
          timestamp: 5,
          fractionLost: 0,
        },
      ],
    ]) as unknown as RTCStatsReport;
    const reading = read(report);
    expect(reading.narrowed).toBe(expected);
    expect(judgeOutgoing(reading)).toMatchObject({
      level: expected ? "fair" : "good",
      reason: expected ? "network" : null,
    });
  });
});

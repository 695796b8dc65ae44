import { expect, test } from "vitest";
import { Measurements } from "./measurements.ts";

const report = (rtt: number, [local, remote] = ["host", "host"]): RTCStatsReport =>
  new Map(
    [
      { id: "in", type: "inbound-rtp", kind: "video", packetsReceived: 100, framesDecoded: 30 },
      { id: "t", type: "transport", selectedCandidatePairId: "p" },
      {
        id: "p",
        type: "candidate-pair",
        currentRoundTripTime: rtt,
        localCandidateId: "l",
        remoteCandidateId: "r",
      },
      { id: "l", type: "local-candidate", candidateType: local },
      { id: "r", type: "remote-candidate", candidateType: remote },
    ].map((entry) => [entry.id, entry]),
  );

test("goes on with what the page before has kept", () => {
  const first = new Measurements();
  first.add({}, report(0.02), 1_000);
  const next = new Measurements(first.kept(1));
  next.add({}, report(0.04), 9_000);
  expect(next.summary(0)).toMatchObject({ framesDecoded: 60, recoveries: 1, medianRttMs: 40 });
});

test.each([undefined, "", "null", "{", '{"sums":{"rtts":"many"}}'])(
  "begins anew with %j",
  (kept) => {
    const measurements = new Measurements(kept);
    expect(measurements.summary(0)).toMatchObject({ framesDecoded: 0, recoveries: 0 });
  },
);

test.each([
  ["host", "host", false],
  ["relay", "host", true],
  ["host", "relay", true],
])("a path from %s to %s: relayed %s", (local, remote, relayed) => {
  const measurements = new Measurements();
  measurements.add({}, report(0.02, [local, remote]), 1_000);
  expect(measurements.summary(0).relayed).toBe(relayed);
});

test("the peer's last report is shown for ten seconds, and is news once", () => {
  const measurements = new Measurements();
  const source = {};
  const heard = (timestamp: number): RTCStatsReport =>
    new Map([["r", { id: "r", type: "remote-inbound-rtp", timestamp, fractionLost: 0.3 }]]);
  expect(measurements.add(source, heard(1), 0)).toBeNull();
  const at = (now: number, timestamp: number) => {
    const judged = measurements.add(source, heard(timestamp), now);
    return [judged?.remote.level, judged?.news];
  };
  expect(at(2_000, 2)).toEqual(["poor", true]);
  expect(at(4_000, 2)).toEqual(["poor", false]);
  expect(at(12_000, 2)).toEqual(["poor", false]);
  expect(at(14_000, 2)).toEqual(["unknown", false]);
  expect(at(16_000, 3)).toEqual(["poor", true]);
});

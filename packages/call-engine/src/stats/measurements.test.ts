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

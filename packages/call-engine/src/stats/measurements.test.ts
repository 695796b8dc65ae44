import { expect, test } from "vitest";
import { Measurements } from "./measurements.ts";

const report = (rtt: number): RTCStatsReport =>
  new Map(
    [
      { id: "in", type: "inbound-rtp", kind: "video", packetsReceived: 100, framesDecoded: 30 },
      { id: "t", type: "transport", selectedCandidatePairId: "p" },
      { id: "p", type: "candidate-pair", currentRoundTripTime: rtt },
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

import { type Entry, entriesOf, number, sumOf } from "./entries.ts";

/** The few counters that the engine trusts, summed over a report. */
export interface Reading {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly framesDecoded: number;
  readonly freezes: number;
  readonly samples: number;
  readonly concealed: number;
  readonly rttMs: number | null;
  readonly relayed: boolean | null;
  readonly cpuLimited: boolean;
  /** Share of our packets that the peer says it lost lately, 0–1 (RTCP receiver reports). */
  readonly peerLoss: number | null;
}

export function read(report: RTCStatsReport): Reading {
  const entries = entriesOf(report);
  const byId = (id: unknown): Entry | undefined => entries.find((entry) => entry["id"] === id);
  const inbound = entries.filter((entry) => entry["type"] === "inbound-rtp");
  const sum = (name: string): number => sumOf(inbound, name);
  const transport = entries.find((entry) => entry["type"] === "transport");
  // Firefox has no transport entry; it marks the pair itself.
  const pair =
    byId(transport?.["selectedCandidatePairId"]) ??
    entries.find((entry) => entry["type"] === "candidate-pair" && entry["selected"] === true);
  const reports = entries.filter((entry) => entry["type"] === "remote-inbound-rtp");
  const ends = [byId(pair?.["localCandidateId"]), byId(pair?.["remoteCandidateId"])];
  const rtt = number(pair, "currentRoundTripTime");
  return {
    packetsReceived: sum("packetsReceived"),
    packetsLost: sum("packetsLost"),
    framesDecoded: sum("framesDecoded"),
    freezes: sum("freezeCount"),
    samples: sum("totalSamplesReceived"),
    concealed: sum("concealedSamples") - sum("silentConcealedSamples"),
    rttMs: rtt > 0 ? rtt * 1000 : null,
    relayed: ends[0] === undefined ? null : ends.some((end) => end?.["candidateType"] === "relay"),
    cpuLimited: entries.some(
      (entry) => entry["type"] === "outbound-rtp" && entry["qualityLimitationReason"] === "cpu",
    ),
    peerLoss:
      reports.length === 0
        ? null
        : Math.max(...reports.map((entry) => number(entry, "fractionLost"))),
  };
}

import type { QualitySummary } from "@knockknock/protocol";
import * as z from "zod/mini";
import type { QualityView } from "../model.ts";
import type { Reading } from "./readings.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";

const ratio = (part: number, whole: number): number | null =>
  whole > 0 ? Math.max(0, part) / whole : null;

/** Between two readings: what it was like in that time. */
export function judge(before: Reading, after: Reading): QualityView {
  const lost = after.packetsLost - before.packetsLost;
  const received = after.packetsReceived - before.packetsReceived;
  const lossRatio = ratio(lost, lost + received);
  const concealed = ratio(after.concealed - before.concealed, after.samples - before.samples) ?? 0;
  const loss = lossRatio ?? 0;
  const rtt = after.rttMs ?? 0;
  const poor = loss > 0.08 || rtt > 500 || concealed > 0.1;
  const fair = loss > 0.02 || rtt > 250 || concealed > 0.03;
  const level = poor ? "poor" : fair || after.cpuLimited ? "fair" : "good";
  const reason = poor || fair ? "network" : after.cpuLimited ? "cpu" : null;
  return { level, reason, rttMs: after.rttMs, lossRatio, relayed: after.relayed };
}

/** How the peer receives this side, by its own reports. */
export function judgeOutgoing(reading: Reading): QualityView {
  const { narrowed, peerLoss, relayed, rttMs, starved } = reading;
  if (peerLoss === null) return UNKNOWN_QUALITY;
  const rtt = rttMs ?? 0;
  // Beyond a second people talk into each other: what queues up on the way is worth giving up.
  const poor = peerLoss > 0.08 || rtt > 1_000 || starved;
  const fair = peerLoss > 0.02 || rtt > 250 || narrowed;
  const level = poor ? "poor" : fair ? "fair" : "good";
  const reason = level === "good" ? null : "network";
  return { level, reason, rttMs, lossRatio: peerLoss, relayed, narrowed };
}

/** The median is one of so many delays at most: then every other one goes, and of the next ones, too. */
const MOST_RTTS = 512;

/** What the counters have come to, over all pages that the call was in. */
export const Sums = z.object({
  rtts: z.array(z.number()),
  /** How many there were; every `rttStride`th is among `rtts`. */
  rttsSeen: z.int(),
  rttStride: z.int().check(z.minimum(1)),
  packetsLost: z.number(),
  packetsReceived: z.number(),
  concealed: z.number(),
  samples: z.number(),
  framesDecoded: z.int(),
  freezes: z.int(),
  recoveries: z.int(),
  relayed: z.boolean(),
});
export type Sums = z.infer<typeof Sums>;

const COUNTERS = [
  "packetsLost",
  "packetsReceived",
  "concealed",
  "samples",
  "framesDecoded",
  "freezes",
] as const;

/** Whole-call figures over several connections, for the record. */
export class SummaryBuilder {
  readonly #sums: Sums;

  /** @param earlier what the pages before this one have measured */
  constructor(earlier?: Sums) {
    this.#sums = earlier ?? {
      rtts: [],
      rttsSeen: 0,
      rttStride: 1,
      packetsLost: 0,
      packetsReceived: 0,
      concealed: 0,
      samples: 0,
      framesDecoded: 0,
      freezes: 0,
      recoveries: 0,
      relayed: false,
    };
  }

  add(before: Reading | null, after: Reading): void {
    const sums = this.#sums;
    for (const name of COUNTERS) sums[name] += Math.max(0, after[name] - (before?.[name] ?? 0));
    if (after.rttMs !== null) this.#addRtt(after.rttMs);
    sums.relayed ||= after.relayed === true;
  }

  #addRtt(rttMs: number): void {
    const sums = this.#sums;
    if (sums.rttsSeen++ % sums.rttStride !== 0) return;
    sums.rtts.push(rttMs);
    if (sums.rtts.length <= MOST_RTTS) return;
    sums.rtts = sums.rtts.filter((_, index) => index % 2 === 0);
    sums.rttStride *= 2;
  }

  /** @param recoveries of this page's connections */
  told(recoveries: number): Sums {
    return { ...this.#sums, recoveries: this.#sums.recoveries + recoveries };
  }

  /** @param recoveries of this page's connections */
  summary(recoveries: number): QualitySummary {
    const sums = this.told(recoveries);
    const { framesDecoded, freezes, relayed } = sums;
    const sorted = [...sums.rtts].sort((a, b) => a - b);
    return {
      medianRttMs: sorted[Math.floor(sorted.length / 2)] ?? null,
      packetLossRatio: ratio(sums.packetsLost, sums.packetsLost + sums.packetsReceived),
      concealedRatio: ratio(sums.concealed, sums.samples),
      framesDecoded,
      freezes,
      recoveries: sums.recoveries,
      relayed,
    };
  }
}

import type { QualitySummary } from "@knockknock/protocol";
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
export function judgeOutgoing({ peerLoss, rttMs, relayed }: Reading): QualityView {
  if (peerLoss === null) return UNKNOWN_QUALITY;
  const level = peerLoss > 0.08 ? "poor" : peerLoss > 0.02 ? "fair" : "good";
  const reason = level === "good" ? null : "network";
  return { level, reason, rttMs, lossRatio: peerLoss, relayed };
}

/** Whole-call figures over several connections, for the record. */
export class SummaryBuilder {
  readonly #rtts: number[] = [];
  #lost = 0;
  #received = 0;
  #concealed = 0;
  #samples = 0;
  #frames = 0;
  #freezes = 0;
  #relayed = false;

  add(before: Reading | null, after: Reading): void {
    const delta = (name: "packetsLost" | "packetsReceived" | "concealed" | "samples"): number =>
      Math.max(0, after[name] - (before?.[name] ?? 0));
    this.#lost += delta("packetsLost");
    this.#received += delta("packetsReceived");
    this.#concealed += delta("concealed");
    this.#samples += delta("samples");
    this.#frames += Math.max(0, after.framesDecoded - (before?.framesDecoded ?? 0));
    this.#freezes += Math.max(0, after.freezes - (before?.freezes ?? 0));
    if (after.rttMs !== null) this.#rtts.push(after.rttMs);
    this.#relayed ||= after.relayed === true;
  }

  summary(recoveries: number): QualitySummary {
    const sorted = [...this.#rtts].sort((a, b) => a - b);
    return {
      medianRttMs: sorted[Math.floor(sorted.length / 2)] ?? null,
      packetLossRatio: ratio(this.#lost, this.#lost + this.#received),
      concealedRatio: ratio(this.#concealed, this.#samples),
      framesDecoded: this.#frames,
      freezes: this.#freezes,
      recoveries,
      relayed: this.#relayed,
    };
  }
}

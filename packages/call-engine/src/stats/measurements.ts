import type { QualitySummary } from "@knockknock/protocol";
import type { QualityView } from "../model.ts";
import { Course } from "./course.ts";
import { judge, judgeOutgoing, SummaryBuilder } from "./quality.ts";
import { type Reading, read } from "./readings.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";

/** What the counters of one call's connections add up to. Loaded once a call is live. */
export class Measurements {
  readonly #summary = new SummaryBuilder();
  readonly #course = new Course();
  #source: object | null = null;
  #last: Reading | null = null;

  /**
   * Takes one reading of `source`; counters of another source start at zero.
   * @returns what it was like since the reading before; null after the first one
   */
  add(
    source: object,
    report: RTCStatsReport,
    now: number,
  ): { readonly local: QualityView; readonly remote: QualityView } | null {
    const before = source === this.#source ? this.#last : null;
    const reading = read(report, now);
    this.#summary.add(before, reading);
    this.#source = source;
    this.#last = reading;
    if (before === null) return null;
    const local = judge(before, reading);
    // A path that is dead loses nothing and keeps its last delay: that is not good, but unknown.
    const silent = reading.packetsReceived === before.packetsReceived;
    this.#course.add(now, silent ? UNKNOWN_QUALITY : local);
    return { local, remote: judgeOutgoing(reading) };
  }

  summary(recoveries: number): QualitySummary {
    return { ...this.#summary.summary(recoveries), course: this.#course.told() };
  }
}

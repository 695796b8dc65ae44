import type { QualitySummary } from "@knockknock/protocol";
import { toJson } from "../lib/json.ts";
import type { QualityView } from "../model.ts";
import * as z from "zod/mini";
import { Course, CourseSoFar } from "./course.ts";
import { judge, judgeOutgoing, SummaryBuilder, Sums } from "./quality.ts";
import { type Reading, read } from "./readings.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";

const Kept = z.object({ sums: Sums, course: z.optional(CourseSoFar) });

function keptIn(json: string | undefined): z.infer<typeof Kept> | undefined {
  try {
    return json === undefined ? undefined : Kept.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** What the counters of one call's connections add up to. Loaded once a call is live. */
export class Measurements {
  readonly #summary: SummaryBuilder;
  readonly #course: Course;
  #source: object | null = null;
  #last: Reading | null = null;

  /** @param earlier what the page before this one has `kept`; anything else counts as nothing */
  constructor(earlier?: string) {
    const data = keptIn(earlier);
    this.#summary = new SummaryBuilder(data?.sums);
    this.#course = new Course(data?.course);
  }

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
    const reading = read(report);
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

  /** For the page that goes on with the call, as JSON. */
  kept(recoveries: number): string {
    const course = this.#course.soFar() ?? undefined;
    return toJson({ sums: this.#summary.told(recoveries), course });
  }

  summary(recoveries: number): QualitySummary {
    return { ...this.#summary.summary(recoveries), course: this.#course.told() };
  }
}

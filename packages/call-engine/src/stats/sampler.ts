import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { QualitySummary } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { Scope } from "../lib/scope.ts";
import type { QualityView } from "../model.ts";
import { judge, judgeOutgoing, SummaryBuilder, UNKNOWN_QUALITY } from "./quality.ts";
import { type Reading, read } from "./readings.ts";

const PERIOD_MS = 2_000;

interface Measured {
  getStats(): Promise<RTCStatsReport>;
}

/** Reads the live link's counters every two seconds and judges by what changed. */
export class Sampler {
  readonly #clock: Clock;
  readonly #quality = signal({ local: UNKNOWN_QUALITY, remote: UNKNOWN_QUALITY });
  readonly #summary = new SummaryBuilder();
  #source: Measured | null = null;
  #last: Reading | null = null;

  constructor(clock: Clock, scope: Scope) {
    this.#clock = clock;
    scope.add(clock.every(PERIOD_MS, () => void this.#sample()));
  }

  /** `local`: what arrives here. `remote`: what arrives at the peer. */
  get quality(): ReadonlySignal<{ readonly local: QualityView; readonly remote: QualityView }> {
    return this.#quality;
  }

  /** Measures this connection from now on; counters of a new one start at zero. */
  follow(source: Measured | null): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#last = null;
    this.#quality.value = { local: UNKNOWN_QUALITY, remote: UNKNOWN_QUALITY };
  }

  summary(recoveries: number): QualitySummary {
    return this.#summary.summary(recoveries);
  }

  async #sample(): Promise<void> {
    const source = this.#source;
    if (source === null) return;
    const report = await source.getStats().catch(() => null);
    if (report === null || source !== this.#source) return;
    const reading = read(report, this.#clock.now());
    this.#summary.add(this.#last, reading);
    if (this.#last !== null) {
      this.#quality.value = { local: judge(this.#last, reading), remote: judgeOutgoing(reading) };
    }
    this.#last = reading;
  }
}

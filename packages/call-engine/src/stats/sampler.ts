import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { QualitySummary } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { Scope } from "../lib/scope.ts";
import type * as Late from "../late.ts";
import type { QualityView } from "../model.ts";
import type { Measurements } from "./measurements.ts";
import type { SeatKeeper } from "../signaling/seat.ts";
import type { Economy } from "./thrift-policy.ts";
import { UNKNOWN_QUALITY } from "./unknown.ts";

const PERIOD_MS = 2_000;

interface Measured {
  getStats(): Promise<RTCStatsReport>;
}

/** Reads the live link's counters every two seconds and judges by what changed. */
export class Sampler {
  readonly #clock: Clock;
  readonly #seat: SeatKeeper;
  readonly #recoveries: () => number;
  readonly #quality = signal({ local: UNKNOWN_QUALITY, remote: UNKNOWN_QUALITY });
  /** Where its first load failed, Firefox would have every further `import` fetch it again. */
  #late: typeof Late | null = null;
  #measurements: Measurements | null = null;
  #economy: Economy | null = null;
  #source: Measured | null = null;

  /** The figures wait in the `seat` for the page that goes on with the call. */
  constructor(clock: Clock, scope: Scope, seat: SeatKeeper, recoveries: () => number) {
    this.#clock = clock;
    this.#seat = seat;
    this.#recoveries = recoveries;
    scope.add(clock.every(PERIOD_MS, () => void this.#sample()));
  }

  /** `local`: what arrives here. `remote`: what arrives at the peer. */
  get quality(): ReadonlySignal<{ readonly local: QualityView; readonly remote: QualityView }> {
    return this.#quality;
  }

  /** What to give up on a weak link; null before the first reading. */
  get economy(): Economy | null {
    return this.#economy;
  }

  /** Measures this connection from now on; counters of a new one start at zero. */
  follow(source: Measured | null): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#quality.value = { local: UNKNOWN_QUALITY, remote: UNKNOWN_QUALITY };
  }

  /** Null when nothing was measured. */
  summary(): QualitySummary | null {
    return this.#measurements?.summary(this.#recoveries()) ?? null;
  }

  async #sample(): Promise<void> {
    const source = this.#source;
    if (source === null) return;
    try {
      // 2 KB that no call needs for its first picture; a failed load is tried again in two seconds.
      const { Economy, Measurements } = (this.#late ??= await import("../late.ts"));
      this.#economy ??= new Economy();
      const report = await source.getStats();
      if (source !== this.#source) return;
      this.#measurements ??= new Measurements(this.#seat.seat?.measured);
      const judged = this.#measurements.add(source, report, this.#clock.now());
      this.#seat.update({ measured: this.#measurements.kept(this.#recoveries()) });
      if (judged !== null) this.#quality.value = judged;
    } catch {
      // A link that closed meanwhile has nothing to tell.
    }
  }
}

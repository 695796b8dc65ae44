import type { Thrift } from "../peer/senders.ts";
import type { NoticeCode, QualityView } from "../model.ts";

/** Readings (one every two seconds) that must agree before a step down, and before one up. */
const DOWN_AFTER = 3;
const UP_AFTER = 8;
const STEPS: readonly Thrift[] = ["none", "small_camera", "no_camera", "sound_only"];

interface ThriftState {
  readonly thrift: Thrift;
  /** Consecutive readings: poor ones negative, good ones positive. */
  readonly run: number;
}

const GENEROUS: ThriftState = { thrift: "none", run: 0 };

/**
 * What to give up on a weak link, in order: the camera's size, the camera, a shared screen; sound
 * stays. Down quickly, up slowly, one step at a time. Pure.
 */
function thriftAfter(state: ThriftState, quality: QualityView): ThriftState {
  const weak = quality.level === "poor" && quality.reason === "network";
  const run = weak ? Math.min(state.run, 0) - 1 : Math.max(state.run, 0) + 1;
  const step = STEPS.indexOf(state.thrift);
  const down = STEPS[step + 1];
  const up = STEPS[step - 1];
  if (run <= -DOWN_AFTER && down !== undefined) return { thrift: down, run: 0 };
  if (run >= UP_AFTER && up !== undefined) return { thrift: up, run: 0 };
  return { thrift: state.thrift, run };
}

interface Sends {
  readonly camera: boolean;
  readonly screen: boolean;
}

/** Goes down the ladder and up again with each reading, and finds the words for it. */
export class Economy {
  #state = GENEROUS;
  /** Like `run`, of readings in which congestion control alone kept the picture small. */
  #narrow = 0;
  #told = false;

  get thrift(): Thrift {
    return this.#state.thrift;
  }

  /**
   * @param quality how this side arrives at the peer
   * @returns what is to be said; null most of the time
   */
  next(quality: QualityView, sends: Sends): NoticeCode | null {
    const before = this.thrift;
    this.#state = thriftAfter(this.#state, quality);
    if (this.thrift !== before) {
      this.#told ||= this.thrift === "small_camera";
      return wordsFor(before, this.thrift, sends);
    }
    return this.#narrowed(quality, sends) ? "camera_smaller_by_network" : null;
  }

  /** Beside a screen the camera is small anyway, and on a lower step it was said to be. */
  #narrowed({ narrowed = false }: QualityView, { camera, screen }: Sends): boolean {
    if (!camera || screen || this.thrift !== "none") this.#narrow = 0;
    else this.#narrow = narrowed ? Math.min(this.#narrow, 0) - 1 : Math.max(this.#narrow, 0) + 1;
    if (this.#narrow >= UP_AFTER) this.#told = false;
    if (this.#narrow > -DOWN_AFTER || this.#told) return false;
    this.#told = true;
    return true;
  }
}

/** How a step is said to the person whose pictures it concerns; null where it changes nothing. */
function wordsFor(before: Thrift, after: Thrift, sends: Sends): NoticeCode | null {
  const down = STEPS.indexOf(after) > STEPS.indexOf(before);
  switch (down ? after : before) {
    case "none":
      return null;
    case "small_camera":
      return down && sends.camera ? "camera_smaller_by_network" : null;
    case "no_camera":
      if (!sends.camera) return null;
      return down ? "camera_paused_by_network" : "network_better";
    case "sound_only":
      if (!sends.screen) return null;
      return down ? "audio_only_by_network" : "network_better";
  }
}

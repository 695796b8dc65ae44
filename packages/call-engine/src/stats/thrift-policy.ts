import { givesUpCamera, type Thrift } from "../peer/senders.ts";
import type { NoticeCode, QualityView } from "../model.ts";

/** Readings (one every two seconds) that must agree before a step down, and before one up. */
const DOWN_AFTER = 3;
const UP_AFTER = 8;
/** A step up that did not last makes the next one wait twice as long, up to two minutes. */
const LONGEST_UP_AFTER = 64;
/** So many readings in a cut make it one; heavy loss alone looks like one for a moment. */
const CUT_AFTER = 2;
/** As long as a report counts: until then some tell of the cut. */
const DEAF_AFTER_CUT = 4;
const STEPS: readonly Thrift[] = ["none", "small_camera", "no_camera", "sound_only"];

interface ThriftState {
  readonly thrift: Thrift;
  /** Consecutive readings: poor ones negative, good ones positive. */
  readonly run: number;
  /** So many good ones before the next step up. */
  readonly upAfter: number;
  /** Readings since the last step, if that was one up. */
  readonly lasted: number | null;
}

const GENEROUS: ThriftState = { thrift: "none", run: 0, upAfter: UP_AFTER, lasted: null };

/**
 * What to give up on a weak link, in order: the camera's size, the camera, a shared screen; sound
 * stays. Down quickly, up slowly, one step at a time. Pure.
 *
 * Without reports nothing changes. But where pictures are given up there may be nothing left to
 * report on (no microphone, or a hold): then only trying tells, and time counts as a good reading.
 */
function thriftAfter(state: ThriftState, quality: QualityView): ThriftState {
  const { thrift, upAfter } = state;
  if (quality.level === "unknown" && !givesUpCamera(thrift)) return state;
  const weak = quality.level === "poor" && quality.reason === "network";
  const run = weak ? Math.min(state.run, 0) - 1 : Math.max(state.run, 0) + 1;
  const lasted = state.lasted === null ? null : state.lasted + 1;
  const step = STEPS.indexOf(thrift);
  const down = STEPS[step + 1];
  const up = STEPS[step - 1];
  if (run <= -DOWN_AFTER && down !== undefined) {
    return { thrift: down, run: 0, upAfter: patienceAfter(lasted, upAfter), lasted: null };
  }
  if (run >= upAfter && up !== undefined) return { thrift: up, run: 0, upAfter, lasted: 0 };
  return { ...state, run, lasted };
}

function patienceAfter(lasted: number | null, upAfter: number): number {
  if (lasted === null) return upAfter;
  return lasted < UP_AFTER ? Math.min(2 * upAfter, LONGEST_UP_AFTER) : UP_AFTER;
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
  /** The camera has been small for want of room: at every other reading more is to be tried. */
  probes = false;
  #cut = 0;
  #deaf = 0;

  get thrift(): Thrift {
    return this.#state.thrift;
  }

  /**
   * @param quality how this side arrives at the peer; null = the path is cut
   * @returns what is to be said; null most of the time
   */
  next(quality: QualityView | null, sends: Sends): NoticeCode | null {
    this.probes = false;
    if (quality === null) {
      this.#cut += 1;
      return null;
    }
    if (this.#cut >= CUT_AFTER) this.#deaf = DEAF_AFTER_CUT;
    this.#cut = 0;
    if (this.#deaf > 0) {
      this.#deaf -= 1;
      return null;
    }
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
    this.probes = this.#narrow < 0 && this.#narrow % 2 === 0;
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

import type { Thrift } from "../peer/senders.ts";
import type { NoticeCode, QualityView } from "../model.ts";

/** Readings (one every two seconds) that must agree before a step down, and before one up. */
const DOWN_AFTER = 3;
const UP_AFTER = 8;
const STEPS: readonly Thrift[] = ["none", "small_camera", "no_camera", "sound_only"];

export interface ThriftState {
  readonly thrift: Thrift;
  /** Consecutive readings: poor ones negative, good ones positive. */
  readonly run: number;
}

export const GENEROUS: ThriftState = { thrift: "none", run: 0 };

/**
 * What to give up on a weak link, in order: the camera's size, the camera, a shared screen; sound
 * stays. Down quickly, up slowly, one step at a time. Pure.
 */
export function thriftAfter(state: ThriftState, quality: QualityView): ThriftState {
  const weak = quality.level === "poor" && quality.reason === "network";
  const run = weak ? Math.min(state.run, 0) - 1 : Math.max(state.run, 0) + 1;
  const step = STEPS.indexOf(state.thrift);
  const down = STEPS[step + 1];
  const up = STEPS[step - 1];
  if (run <= -DOWN_AFTER && down !== undefined) return { thrift: down, run: 0 };
  if (run >= UP_AFTER && up !== undefined) return { thrift: up, run: 0 };
  return { thrift: state.thrift, run };
}

/** How a step is said to the person whose pictures it concerns; null where it changes nothing. */
export function wordsFor(
  before: Thrift,
  after: Thrift,
  sends: { readonly camera: boolean; readonly screen: boolean },
): NoticeCode | null {
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

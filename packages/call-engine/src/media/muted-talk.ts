import { effect, type ReadonlySignal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";
import type { ListenTo } from "./level-meter.ts";

const LOOK_MS = 200;
/** RMS above which a look counts as speech; a quiet room lies around 0.002, speech at 0.02–0.2. */
const SPEECH = 0.02;
/** So many more looks with speech than without: a second of talk, not a cough. */
const ENOUGH = 5;
const SAY_AGAIN_MS = 30_000;

export interface MutedTalkOptions {
  readonly track: ReadonlySignal<MediaStreamTrack | null>;
  /** Muted, in a call where somebody would have heard it. */
  readonly muted: ReadonlySignal<boolean>;
  readonly clock: Clock;
  readonly listen: ListenTo;
  readonly notify: () => void;
  /** The microphone is on again, or gone: what was said about it no longer holds. */
  readonly withdraw: () => void;
}

/**
 * Tells when somebody talks into a muted microphone. A disabled track is silent by definition, so
 * a clone of it is listened to; it goes nowhere, and ends with the mute or with the track.
 *
 * @returns what stops it
 */
export function noticeMutedTalk({
  clock,
  listen,
  muted,
  notify,
  track,
  withdraw,
}: MutedTalkOptions): () => void {
  let quietUntil = 0;
  return effect(() => {
    const microphone = track.value;
    if (microphone === null || !muted.value) return undefined;
    const ear = microphone.clone();
    ear.enabled = true;
    const source = listen(ear);
    let talk = 0;
    const cancel = clock.every(LOOK_MS, () => {
      talk = source.level() >= SPEECH ? talk + 1 : Math.max(0, talk - 1);
      if (talk < ENOUGH || clock.now() < quietUntil) return;
      quietUntil = clock.now() + SAY_AGAIN_MS;
      talk = 0;
      notify();
    });
    return () => {
      cancel();
      source.close();
      ear.stop();
      withdraw();
    };
  });
}

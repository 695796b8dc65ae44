import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";

const PERIOD_MS = 66;

/** Makes a function that reads a track's present loudness (RMS, 0–1), and one that lets go. */
export type ListenTo = (track: MediaStreamTrack) => { level(): number; close(): void };

export const browserListen: ListenTo = (track) => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.sqrt(power);
    },
    close: () => void context.close(),
  };
};

/** Speech lies around 0.02–0.2 RMS; spread over the meter's whole width. */
const toMeter = (rms: number): number => Math.min(1, Math.sqrt(rms) * 1.6);

/** The own microphone's loudness, measured only while somebody watches the signal. */
export function levelMeter(
  track: ReadonlySignal<MediaStreamTrack | null>,
  clock: Clock,
  listen: ListenTo,
): ReadonlySignal<number> {
  let stop = (): void => undefined;
  const level = signal(0, {
    watched: () => {
      let release = (): void => undefined;
      const unsubscribe = track.subscribe((current) => {
        release();
        release = (): void => undefined;
        if (current === null) return;
        const source = listen(current);
        const cancel = clock.every(PERIOD_MS, () => {
          level.value = toMeter(source.level());
        });
        release = () => {
          cancel();
          source.close();
        };
      });
      stop = () => {
        unsubscribe();
        release();
      };
    },
    unwatched: () => {
      stop();
      level.value = 0;
    },
  });
  return level;
}

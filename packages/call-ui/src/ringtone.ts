/**
 * The ringtone: two knocks on wood, then two soft bell notes, made from numbers. One period is
 * one buffer and loops in the audio thread, so a background tab's slowed timers do not matter.
 */
import { signal, type ReadonlySignal } from "@preact/signals";

/** One period of the ringtone, in seconds. */
export const PERIOD_S = 2.6;

interface Strike {
  readonly at: number;
  readonly frequency: number;
  /** Seconds until the sound has fallen to 1/e. */
  readonly decay: number;
  readonly gain: number;
}

const KNOCKS: readonly Strike[] = [0, 0.19].flatMap((at) => [
  { at, frequency: 168, decay: 0.045, gain: 0.55 },
  { at, frequency: 410, decay: 0.018, gain: 0.3 },
]);
const BELLS: readonly Strike[] = [
  { at: 0.48, frequency: 659.26, decay: 0.34, gain: 0.2 },
  { at: 0.66, frequency: 880, decay: 0.42, gain: 0.22 },
  { at: 0.66, frequency: 1760, decay: 0.18, gain: 0.05 },
];

/** Seconds of fade-in: without it every strike would begin with a click. */
const ATTACK_S = 0.003;

const strikeAt = (strike: Strike, time: number): number => {
  const since = time - strike.at;
  if (since < 0) return 0;
  const envelope = Math.min(1, since / ATTACK_S) * Math.exp(-since / strike.decay);
  return strike.gain * envelope * Math.sin(2 * Math.PI * strike.frequency * since);
};

/** Samples between -1 and 1, silent at both ends so that the loop has no seam. */
export const ringSamples = (sampleRate: number): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round(PERIOD_S * sampleRate));
  for (const strike of [...KNOCKS, ...BELLS]) {
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (samples[index] ?? 0) + strikeAt(strike, index / sampleRate);
    }
  }
  return samples;
};

export interface Ringtone {
  /** True while the browser waits for a gesture before it lets this page be heard. */
  readonly blocked: ReadonlySignal<boolean>;
  /** To be called from a gesture. */
  unlock(): void;
  start(): void;
  stop(): void;
  dispose(): void;
}

export const createRingtone = (context: AudioContext): Ringtone => {
  const blocked = signal(context.state !== "running");
  let buffer: AudioBuffer | null = null;
  let source: AudioBufferSourceNode | null = null;

  const note = () => {
    blocked.value = context.state !== "running";
  };
  context.addEventListener("statechange", note);

  const bufferOf = (): AudioBuffer => {
    if (buffer !== null) return buffer;
    const samples = ringSamples(context.sampleRate);
    buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    return buffer;
  };

  const stop = () => {
    source?.stop();
    source?.disconnect();
    source = null;
  };

  return {
    blocked,
    unlock: () => {
      // Refused without a gesture: `blocked` goes on telling so.
      context.resume().then(note, note);
    },
    start: () => {
      if (source !== null) return;
      source = context.createBufferSource();
      source.buffer = bufferOf();
      source.loop = true;
      source.connect(context.destination);
      source.start();
    },
    stop,
    dispose: () => {
      stop();
      context.removeEventListener("statechange", note);
      context.close().catch(note);
    },
  };
};

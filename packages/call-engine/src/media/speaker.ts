import { type ReadonlySignal, signal } from "@preact/signals-core";

/** Where the remote sound comes out: one persistent element for the whole call. */
export interface Speaker {
  /** The browser wants a gesture before it plays sound. */
  readonly blocked: ReadonlySignal<boolean>;
  play(stream: MediaStream | null): void;
  /** From a gesture: plays what was blocked. */
  resume(): void;
  setVolume(volume: number): void;
  /** Rejects when the device cannot be used. */
  setDevice(deviceId: string): Promise<void>;
  /** Two short tones on the chosen device. */
  test(): void;
  close(): void;
}

export type CreateSpeaker = () => Speaker;

export const browserSpeaker: CreateSpeaker = () => {
  const element = new Audio();
  element.autoplay = true;
  const blocked = signal(false);
  let context: AudioContext | null = null;
  let gain: GainNode | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  let stream: MediaStream | null = null;
  let volume = 1;

  // iOS keeps `volume` at 1 whatever is written to it.
  element.volume = 0.5;
  const volumeWorks = element.volume === 0.5;
  element.volume = 1;

  const audio = (): AudioContext => {
    if (context === null) {
      context = new AudioContext();
      context.addEventListener("statechange", () => handOver());
    }
    return context;
  };
  const routeThroughGain = (): void => {
    if (volumeWorks || stream === null || (volume === 1 && gain === null)) return;
    source?.disconnect();
    gain ??= audio().createGain();
    gain.connect(audio().destination);
    gain.gain.value = volume;
    source = audio().createMediaStreamSource(stream);
    source.connect(gain);
    handOver();
  };
  /**
   * The element goes on pulling the stream; the sound comes from the graph once that runs. Without
   * a gesture it may not: then the element is heard, too loud rather than not at all.
   */
  const handOver = (): void => {
    element.muted = gain !== null && context?.state === "running";
  };
  const start = (): void => {
    element.play().then(
      () => {
        blocked.value = false;
      },
      (error: unknown) => {
        // A change of source in the middle of `play` is no refusal.
        blocked.value = error instanceof Error && error.name === "NotAllowedError";
      },
    );
  };

  return {
    blocked,
    play: (next) => {
      if (next === stream) return;
      stream = next;
      element.srcObject = next;
      if (next === null) return;
      routeThroughGain();
      start();
    },
    resume: () => {
      void context?.resume();
      start();
    },
    setVolume: (next) => {
      volume = next;
      if (volumeWorks) element.volume = next;
      else {
        routeThroughGain();
        void context?.resume();
      }
    },
    setDevice: (deviceId) => element.setSinkId(deviceId),
    test: () => {
      const at = audio();
      // Within the gesture; the tones themselves come with their code.
      void at.resume();
      import("../late.ts").then(
        ({ playTestTone }) => playTestTone(at, element.sinkId, volume),
        () => undefined,
      );
    },
    close: () => {
      element.srcObject = null;
      stream = null;
      void context?.close();
      context = null;
    },
  };
};

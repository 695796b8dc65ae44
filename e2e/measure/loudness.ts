/** How loud a page really is: what its audio graph gives the loudspeaker, beside what it was given. */
import type { Page } from "@playwright/test";

type Connect = (this: AudioNode, target: AudioNode) => AudioNode;

declare global {
  interface Window {
    knockLoudness: { given: AnalyserNode | null; played: AnalyserNode | null };
  }
}

/** For `addInitScript`: as on iOS, where an element's volume stays 1 whatever is written to it. */
export function ignoreElementVolume(): void {
  Object.defineProperty(HTMLMediaElement.prototype, "volume", {
    configurable: true,
    get: () => 1,
    set() {
      // As on iOS: nothing.
    },
  });
}

/** For `addInitScript`: listens in where a stream enters a gain, and where a graph leaves it. */
export function installLoudness(): void {
  const taps: Window["knockLoudness"] = { given: null, played: null };
  window.knockLoudness = taps;
  const connect = Reflect.get(AudioNode.prototype, "connect") as Connect;
  AudioNode.prototype.connect = function connectSeen(this: AudioNode, target: AudioNode) {
    const listen = (): AnalyserNode => {
      const analyser = this.context.createAnalyser();
      connect.call(this, analyser);
      return analyser;
    };
    if (this instanceof MediaStreamAudioSourceNode && target instanceof GainNode) {
      taps.given = listen();
    }
    if (target instanceof AudioDestinationNode) taps.played = listen();
    return connect.call(this, target);
  } as typeof AudioNode.prototype.connect;
}

/** RMS of what is played over RMS of what came in, while somebody speaks; null in a pause. */
export const loudnessRatio = (page: Page): Promise<number | null> =>
  page.evaluate(() => {
    const { given, played } = window.knockLoudness;
    if (given === null || played === null) return null;
    const rms = (analyser: AnalyserNode): number => {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
    };
    const speech = rms(given);
    return speech < 0.01 ? null : rms(played) / speech;
  });

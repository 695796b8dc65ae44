import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { CallModel } from "@knockknock/call-engine";
import type { Ringtone } from "@knockknock/call-ui/ringtone";
import type { Whereabouts } from "./whereabouts.ts";

export interface RingingOptions {
  readonly call: ReadonlySignal<CallModel | null>;
  readonly whereabouts: Pick<Whereabouts, "take" | "release">;
  readonly show: (event: "started" | "closed") => void;
}

/** An agent calls: the page rings until it is answered, and is as it was when it is not. */
export class Ringing {
  readonly #options: RingingOptions;
  readonly #unwatch: () => void;
  #tone: Ringtone | null = null;
  #wanted = false;

  constructor(options: RingingOptions) {
    this.#options = options;
    const { call, show, whereabouts } = options;
    let rung = false;
    this.#unwatch = effect(() => {
      const rings = call.value !== null && call.value.accept.value !== null;
      const left = rung && call.value === null;
      rung = rings;
      untracked(() => {
        if (!rings) this.#hush();
        else void this.#ring();
        if (left) {
          whereabouts.release();
          show("closed");
        }
      });
    });
  }

  stop(): void {
    this.#unwatch();
    this.#hush();
  }

  async #ring(): Promise<void> {
    const { call, show, whereabouts } = this.#options;
    if (!(await whereabouts.take())) {
      call.peek()?.decline.peek()?.();
      return;
    }
    if (!call.peek()?.accept.peek()) {
      // Taken back while the lock was on its way: nobody else would give it up.
      if (!call.peek()) whereabouts.release();
      return;
    }
    show("started");
    await this.#start();
  }

  /** The sound's code is loaded when it first rings. */
  async #start(): Promise<void> {
    this.#wanted = true;
    const { createRingtone } = await import("./late.ts");
    if (!this.#wanted || this.#tone !== null) return;
    this.#tone = createRingtone(new AudioContext());
    this.#tone.start();
  }

  #hush(): void {
    this.#wanted = false;
    this.#tone?.dispose();
    this.#tone = null;
  }
}

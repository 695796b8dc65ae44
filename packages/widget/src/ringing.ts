import type { Ringtone } from "@knockknock/call-ui/ringtone";

/** The sound of an agent's call; its code is loaded when it first rings. */
export class Ringing {
  #tone: Ringtone | null = null;
  #wanted = false;

  async start(): Promise<void> {
    this.#wanted = true;
    const { createRingtone } = await import("./late.ts");
    if (!this.#wanted || this.#tone !== null) return;
    this.#tone = createRingtone(new AudioContext());
    this.#tone.start();
  }

  stop(): void {
    this.#wanted = false;
    this.#tone?.dispose();
    this.#tone = null;
  }
}

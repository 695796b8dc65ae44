import type { Clock } from "../lib/clock.ts";
import { type Acquired, Acquirer } from "./acquire.ts";
import type { MediaBackend } from "./backend.ts";
import type { DeviceMemory } from "./device-memory.ts";

/**
 * An agent's own choice: while a call rings, camera and microphone are open already (the light is
 * on), so that the visitor sees the agent's face without waiting for them. Nothing of it goes
 * anywhere; the call asks for devices of its own, which the browser then has at hand.
 */
export class ReadyDevices {
  readonly #backend: MediaBackend;
  readonly #acquirer: Acquirer;
  readonly #memory: DeviceMemory;
  #held: Acquired[] = [];
  #wanted = false;
  #turn = 0;

  constructor(backend: MediaBackend, clock: Clock, memory: DeviceMemory) {
    this.#backend = backend;
    this.#acquirer = new Acquirer(backend, clock);
    this.#memory = memory;
  }

  /** Opens them, or lets them go; saying the same again changes nothing. */
  hold(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#turn += 1;
    if (wanted) void this.#open(this.#turn);
    else stop(this.#held.splice(0));
  }

  async #open(turn: number): Promise<void> {
    // A ring never opens a prompt: only what was granted before is made ready.
    for (const name of ["camera", "microphone"] as const) {
      const status = await this.#backend.queryPermission(name);
      if (status?.state !== "granted") return;
    }
    if (turn !== this.#turn) return;
    const { camera, microphone } = this.#memory.chosen;
    const opened = await this.#acquirer.both(
      { deviceId: microphone, strict: false },
      { deviceId: camera, strict: false, facing: null },
    );
    const both = [opened.microphone, opened.camera];
    if (turn === this.#turn) this.#held = both;
    else stop(both);
  }
}

function stop(devices: readonly Acquired[]): void {
  for (const { track } of devices) track?.stop();
}

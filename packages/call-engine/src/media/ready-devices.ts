import type { Clock } from "../lib/clock.ts";
import { type AcquiredPair, Acquirer } from "./acquire.ts";
import type { MediaBackend } from "./backend.ts";
import type { DeviceMemory } from "./device-memory.ts";

/**
 * Listing devices starts the browser's capture service, without a prompt and without a light.
 * Measured in Chromium on a loaded machine, camera and microphone then open in 20–99 ms instead of
 * 294–768; ten seconds later the service is asleep again (220–312 ms).
 */
const ROUSE_MS = 3_000;

/**
 * What is done while a call rings so that the visitor sees the agent's face soon after *Accept*:
 * the browser's capture service is woken for everybody. An agent's own choice goes further: while a call rings, camera
 * and microphone are open already (the light is on). Nothing of it goes anywhere before the call
 * that the agent accepts takes them over.
 */
export class ReadyDevices {
  readonly #backend: MediaBackend;
  readonly #acquirer: Acquirer;
  readonly #memory: DeviceMemory;
  readonly #clock: Clock;
  #stopRousing: (() => void) | null = null;
  /** Null once opened for nobody: a ring never opens a prompt. */
  #opening: Promise<AcquiredPair | null> | null = null;

  constructor(backend: MediaBackend, clock: Clock, memory: DeviceMemory) {
    this.#backend = backend;
    this.#acquirer = new Acquirer(backend, clock);
    this.#memory = memory;
    this.#clock = clock;
  }

  /** Keeps the browser's capture service awake, or lets it sleep. */
  rouse(wanted: boolean): void {
    if (wanted === (this.#stopRousing !== null)) return;
    this.#stopRousing?.();
    this.#stopRousing = null;
    if (!wanted) return;
    const list = (): void => void this.#backend.enumerateDevices().catch(() => undefined);
    list();
    this.#stopRousing = this.#clock.every(ROUSE_MS, list);
  }

  /** Opens them, or lets them go; saying the same again changes nothing. */
  hold(wanted: boolean): void {
    if (wanted === (this.#opening !== null)) return;
    if (wanted) this.#opening = this.#open();
    else void this.take()?.then((pair) => pair !== null && stop(pair));
  }

  /**
   * Hands over what is open, or about to be; whoever takes it stops it.
   *
   * @returns null when nothing is held; resolves to null when a prompt would have been needed, or
   *   when one of the two is not there (any more): then both are opened anew
   */
  take(): Promise<AcquiredPair | null> | null {
    const opening = this.#opening;
    this.#opening = null;
    return opening?.then(wholeOrNothing) ?? null;
  }

  async #open(): Promise<AcquiredPair | null> {
    for (const name of ["camera", "microphone"] as const) {
      const status = await this.#backend.queryPermission(name);
      if (status?.state !== "granted") return null;
    }
    const { camera, microphone } = this.#memory.chosen;
    return this.#acquirer.both(
      { deviceId: microphone, strict: true },
      { deviceId: camera, strict: true, facing: null },
    );
  }
}

function wholeOrNothing(pair: AcquiredPair | null): AcquiredPair | null {
  if (pair === null) return null;
  const tracks = [pair.camera.track, pair.microphone.track];
  if (tracks.every((track) => track?.readyState === "live")) return pair;
  stop(pair);
  return null;
}

function stop({ camera, microphone }: AcquiredPair): void {
  camera.track?.stop();
  microphone.track?.stop();
}

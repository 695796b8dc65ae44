import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { DevicePermission } from "@knockknock/protocol";
import { Scope } from "../lib/scope.ts";
import type { Acquired } from "./acquire.ts";

/** Its id may be the browser's `default`, which stands for another device later: so its name, too. */
export interface InputDevice {
  readonly id: string;
  readonly label: string;
}

/** One input device of this page: what the browser said about it, and its track while it runs. */
export class Capture {
  readonly #track = signal<MediaStreamTrack | null>(null);
  readonly #permission = signal<DevicePermission>("unasked");
  readonly #onEnded: () => void;
  #scope = new Scope();
  #device: InputDevice | null = null;
  #resting = false;
  /** Went away by itself and was not replaced by a choice: it is used again when it is back. */
  lost: InputDevice | null = null;

  /** @param onEnded the device went away by itself (unplugged, taken by the system) */
  constructor(onEnded: () => void) {
    this.#onEnded = onEnded;
  }

  get track(): ReadonlySignal<MediaStreamTrack | null> {
    return this.#track;
  }
  get permission(): ReadonlySignal<DevicePermission> {
    return this.#permission;
  }
  readonly deviceId = computed(() => this.#track.value?.getSettings().deviceId ?? null);

  /** The one in use. */
  get device(): InputDevice | null {
    return this.#device;
  }

  runs({ id, label }: InputDevice): boolean {
    return this.#device?.id === id && this.#device.label === label;
  }

  prompting(): void {
    if (this.#permission.value !== "granted") this.#permission.value = "prompting";
  }

  /**
   * Takes over a fresh track; the old one stops only now, so that nothing is missing between. When
   * another device could not be had, the old track runs on and the permission is still its own.
   */
  use({ track: given, permission }: Acquired): void {
    if (this.#resting) given?.stop();
    const track = this.#resting ? null : given;
    const old = this.#track.peek();
    // A device that could not be changed to says nothing about the one that goes on.
    if (track === null && old !== null) return;
    this.#permission.value = permission;
    this.#scope.close();
    this.#scope = new Scope();
    if (track !== null) this.#scope.listen(track, "ended", () => this.#onEnded());
    // Read now: a track that ended knows its device no more.
    this.#device = track && { id: track.getSettings().deviceId ?? "", label: track.label };
    this.#track.value = track;
    if (old !== track) old?.stop();
  }

  /** Stopped for a while: what the browser gives meanwhile is stopped as well. */
  rest(resting: boolean): void {
    this.#resting = resting;
    if (resting) this.release();
  }

  /** Stops the device: its light goes out. */
  release(): void {
    this.#scope.close();
    const old = this.#track.peek();
    this.#device = null;
    this.#track.value = null;
    old?.stop();
  }
}

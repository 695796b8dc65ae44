import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "./lib/clock.ts";

/**
 * The server's clock as this page knows it. A snapshot is always a little old when it arrives, so
 * of all the offsets seen the largest is the closest to the truth.
 */
export class ServerClock {
  readonly #clock: Clock;
  #offset: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  observe(serverNow: number): void {
    const offset = serverNow - this.#clock.now();
    this.#offset = this.#offset === null ? offset : Math.max(this.#offset, offset);
  }

  now(): number {
    return this.#clock.now() + (this.#offset ?? 0);
  }

  /** A server's timestamp on this page's own clock. */
  toLocal(at: number): number {
    return at - (this.#offset ?? 0);
  }
}

/** Time since both sides were connected; whole seconds, the same on both sides, never reset. */
export class CallTimer {
  readonly #time: ServerClock;
  readonly #clock: Clock;
  readonly #duration = signal(0);
  #connectedAt: number | null = null;
  #cancel: (() => void) | null = null;

  constructor(time: ServerClock, clock: Clock) {
    this.#time = time;
    this.#clock = clock;
  }

  get duration(): ReadonlySignal<number> {
    return this.#duration;
  }

  connected(at: number): void {
    this.#connectedAt = at;
    if (this.#cancel === null) this.#tick();
  }

  /** The exact duration so far, in milliseconds. */
  elapsed(): number {
    return this.#connectedAt === null ? 0 : Math.max(0, this.#time.now() - this.#connectedAt);
  }

  stop(finalMs: number): void {
    this.#cancel?.();
    this.#cancel = () => undefined;
    this.#duration.value = finalMs;
  }

  #tick(): void {
    const elapsed = this.elapsed();
    this.#duration.value = elapsed - (elapsed % 1000);
    // Just past the next full second, so that both sides turn over together.
    this.#cancel = this.#clock.after(1000 - (elapsed % 1000) + 5, () => this.#tick());
  }
}

import type { Clock } from "../lib/clock.ts";

interface Timer {
  readonly id: number;
  at: number;
  readonly periodMs: number | null;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #ids = 0;

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    return this.#start(delayMs, null, run);
  }

  every(periodMs: number, run: () => void): () => void {
    return this.#start(periodMs, periodMs, run);
  }

  /** Goes on in time; promises that wait on a timer settle before the next one fires. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= until)
        .sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      if (next.periodMs === null) this.#timers = this.#timers.filter((timer) => timer !== next);
      else next.at += next.periodMs;
      next.run();
      await settle();
    }
    this.#now = until;
  }

  /** The page stands still: what was due comes late, and a period's missed turns come as one. */
  async stall(ms: number): Promise<void> {
    this.#now += ms;
    for (const timer of this.#timers) timer.at = Math.max(timer.at, this.#now);
    await this.advance(0);
  }

  #start(delayMs: number, periodMs: number | null, run: () => void): () => void {
    this.#ids += 1;
    const timer: Timer = { id: this.#ids, at: this.#now + delayMs, periodMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
}

/** Lets everything that is only waiting for promises happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

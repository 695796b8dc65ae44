import type { Clock } from "../calls/ports.ts";

/** Time that only tests move. */
export class FakeClock implements Clock {
  private time: number;
  private readonly timers = new Set<{ readonly at: number; readonly action: () => void }>();

  constructor(time = 1_700_000_000_000) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.time + ms, action };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Moves on, running what falls due in order. */
  advance(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.at <= until);
      const [next] = due.sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.action();
    }
    this.time = until;
  }
}

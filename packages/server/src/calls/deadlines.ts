/** One timer for all calls' deadlines. The database holds the deadlines themselves. */
import type { Clock } from "./ports.ts";

export class Deadlines {
  private readonly clock: Clock;
  private readonly onDue: (callId: string) => void;
  private readonly due = new Map<string, number>();
  private armedFor = Number.POSITIVE_INFINITY;
  private forget: () => void = () => undefined;

  constructor(clock: Clock, onDue: (callId: string) => void) {
    this.clock = clock;
    this.onDue = onDue;
  }

  /** Null: nothing is due for this call any more. */
  set(callId: string, at: number | null): void {
    if (at === null) {
      this.due.delete(callId);
      return;
    }
    this.due.set(callId, at);
    // A deadline that moved later leaves the timer as it is: it fires once for nothing.
    if (at < this.armedFor) this.arm(at);
  }

  stop(): void {
    this.forget();
    this.due.clear();
    this.armedFor = Number.POSITIVE_INFINITY;
  }

  private arm(at: number): void {
    this.forget();
    this.armedFor = at;
    this.forget = this.clock.after(Math.max(0, at - this.clock.now()), () => this.fire());
  }

  private fire(): void {
    const now = this.clock.now();
    this.armedFor = Number.POSITIVE_INFINITY;
    const over: string[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const [callId, at] of this.due) {
      if (at <= now) over.push(callId);
      else next = Math.min(next, at);
    }
    if (Number.isFinite(next)) this.arm(next);
    for (const callId of over) {
      // Whoever handles it sets the next one; until then it is not due again.
      this.due.delete(callId);
      this.onDue(callId);
    }
  }
}

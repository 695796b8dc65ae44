/** Time as the engine sees it; tests put a clock of their own in its place. Milliseconds. */
export interface Clock {
  /** Wall clock, Unix epoch. */
  now(): number;
  /** Runs once, unless the returned function is called before. */
  after(delayMs: number, run: () => void): () => void;
  every(periodMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  every: (periodMs, run) => {
    const timer = setInterval(run, periodMs);
    return () => clearInterval(timer);
  },
};

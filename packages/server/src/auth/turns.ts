import { Refusal } from "../refusal.ts";

/**
 * Passwords' hashes run in Node's pool of four threads, beside file reads and name look-ups: one
 * thread is left to those. Each takes some 60 ms, so the last of 50 that wait has its turn within
 * about a second; a flood from many addresses beyond that is refused, and costs nothing.
 */
const HASHES = { atOnce: 3, waiting: 50, retryAfterS: 2 };

export interface Turns {
  /** Runs the work when it is its turn. Rejects with `rate_limited` when too much waits already. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Slow work, a few at a time, first come first served. */
export function createTurns({ atOnce, waiting, retryAfterS } = HASHES): Turns {
  let running = 0;
  const queue: (() => void)[] = [];
  return {
    async run(work) {
      if (running < atOnce) running += 1;
      else if (queue.length >= waiting) {
        const message = `Too many people sign in at once; try again in ${retryAfterS} s`;
        throw new Refusal("rate_limited", message, { retryAfterS });
      } else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        // The turn goes to the next one without being given back in between.
        const next = queue.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

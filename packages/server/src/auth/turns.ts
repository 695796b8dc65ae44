import { Refusal } from "../refusal.ts";

/**
 * A password's hash is some 160 ms of a core, in Node's pool of four threads, beside file reads and
 * name look-ups. Two at once leave those their threads, and calls their share of two cores; the last
 * of 50 that wait has its turn within some four seconds. A flood beyond that is refused.
 */
const HASHES = { atOnce: 2, waiting: 50, retryAfterS: 5 };

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

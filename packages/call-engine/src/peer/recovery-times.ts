/** The times of `recovery-policy.ts`; one by one, as a build writes such numbers in their place. */

/** Silence (no heartbeat, no media) after which a link counts as down. */
export const silenceMs = 1_200;
/** The same while the peer's page is hidden (browsers let its timers run once a second) or this one busy. */
export const slowSilenceMs = 3_000;
/** A link that has just come up may be silent this long: the page around it is still busy. */
export const settleMs = 3_000;
/** How long each tier may take before the next one is tried. */
export const restartMs = 4_000;
/** The same for a restart that nobody has answered: the peer cannot be told of a rebuild either. */
export const answerMs = 20_000;
export const rebuildMs = 9_000;
export const restarts = 2;
/**
 * An answered connection that does not come up is replaced after this time, the next one after
 * `rebuildMs`. The slowest of 540 calls, over a relay by TCP on a busy machine, took 4.3 s.
 */
export const connectMs = 5_000;
/** So many times, then the server's deadline for connecting decides: each new one moves it. */
export const rebuilds = 2;
/** From the moment a silence counts as one to the honest end: with it, 45 s. */
export const giveUpMs = 43_800;

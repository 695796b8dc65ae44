/** A page that is being left lets go of its lock within this time, or it is another tab's. */
const HANDOVER_MS = 2_000;

export interface Seat {
  release(): void;
}

/**
 * At most one page of a website is in a call. The lock is the browser's (Web Locks) and dies with
 * its page, so a crashed tab never blocks the next call. Where the browser has no locks, the
 * server alone decides who holds the call.
 */
export function takeSeat(site: string, patient: boolean): Promise<Seat | null> {
  const unlocked: Seat = { release: () => undefined };
  if (!("locks" in navigator)) return Promise.resolve(unlocked);
  const options: LockOptions = patient
    ? { signal: AbortSignal.timeout(HANDOVER_MS) }
    : { ifAvailable: true };
  return new Promise((taken) => {
    navigator.locks
      .request(`knockknock:${site}`, options, (lock) =>
        lock === null
          ? taken(null)
          : // The lock is held until this promise settles.
            new Promise<void>((release) => taken({ release })),
      )
      .catch((error: unknown) => {
        // Timed out: another tab holds it. Refused (an opaque origin): the same as no locks at all.
        const busy = error instanceof DOMException && /Abort|Timeout/.test(error.name);
        taken(busy ? null : unlocked);
      });
  });
}

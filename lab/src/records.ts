/** What the history tells of a call, as far as it must be right after an outage. */
export interface Told {
  readonly id: string;
  readonly connectedAt: number | null;
  readonly durationMs: number;
  readonly endReason: string | null;
  readonly endedBy: string | null;
}

/**
 * One line for each call whose record is not what happened; `lastedMs` in the order of the calls.
 * The lab ends each with the visitor's own button (`hangUp` in `product.ts`).
 */
export function wrongRecords(newestFirst: readonly Told[], lastedMs: readonly number[]): string[] {
  const records = newestFirst.toReversed();
  return lastedMs.flatMap((lasted, n) => {
    const record = records[n];
    if (record === undefined) return [`call ${n + 1} has no record`];
    const { connectedAt, durationMs, endReason, endedBy } = record;
    const ended = endReason === "hangup" && endedBy === "visitor";
    const right = connectedAt !== null && ended && Math.abs(durationMs - lasted) < 10_000;
    return right ? [] : [`call ${n + 1}, lasted ${lasted} ms: ${JSON.stringify(record)}`];
  });
}

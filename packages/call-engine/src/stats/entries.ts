/** One dictionary of a statistics report (WebRTC-stats § 8). */
export type Entry = Readonly<Record<string, unknown>>;

/** Zero for what this browser does not report. */
export const number = (entry: Entry | undefined, name: string): number => {
  const value = entry?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
};

export const entriesOf = (report: RTCStatsReport): Entry[] => {
  const entries: Entry[] = [];
  report.forEach((entry: Entry) => entries.push(entry));
  return entries;
};

/** Not `reduce`: old libraries replace it with one that adds nothing up. */
export function sumOf(entries: readonly Entry[], name: string): number {
  let sum = 0;
  for (const entry of entries) sum += number(entry, name);
  return sum;
}

/**
 * Whatever came from the peer so far, in bytes, counted more than once: it grows with any sign of
 * life. Besides media that is what its browser acknowledges without the page's help, RTCP and SCTP.
 */
export const inboundBytes = (report: RTCStatsReport): number =>
  sumOf(entriesOf(report), "bytesReceived");

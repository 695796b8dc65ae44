import type { CallRecord, EndReason } from "@knockknock/protocol";
import { visitorName } from "../incoming/visitor-words.ts";
import type { CallOutcome } from "../api.ts";
import type { Words } from "../words/en.ts";

export interface HistoryFilter {
  /** Words that must all be found, in any order. */
  readonly query: string;
  readonly outcome: CallOutcome | null;
}

export const outcomeOf = (record: CallRecord): CallOutcome | "live" => {
  if (record.endReason === null) return "live";
  return record.connectedAt === null ? "missed" : "answered";
};

/** Without case and accents, so that "muller" finds "Müller". */
const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const searchable = (record: CallRecord, words: Words): string =>
  folded(
    [
      visitorName(record.card, words),
      record.card.email ?? "",
      record.card.page.title,
      record.card.page.url,
      record.card.siteName,
      record.card.device,
      record.agentName ?? "",
      record.notes,
      record.comment,
    ].join("\n"),
  );

export const filterCalls = (
  calls: readonly CallRecord[],
  filter: HistoryFilter,
  words: Words,
): readonly CallRecord[] => {
  const wanted = folded(filter.query)
    .split(/\s+/u)
    .filter((word) => word !== "");
  return calls.filter((record) => {
    if (filter.outcome !== null && outcomeOf(record) !== filter.outcome) return false;
    const text = wanted.length === 0 ? "" : searchable(record, words);
    return wanted.every((word) => text.includes(word));
  });
};

/** Neighbours of the same day, in the order given. */
export const byDay = (
  calls: readonly CallRecord[],
  dayOf: (time: number) => string,
): readonly { readonly day: string; readonly calls: readonly CallRecord[] }[] => {
  const groups: { day: string; calls: CallRecord[] }[] = [];
  for (const record of calls) {
    const day = dayOf(record.createdAt);
    const last = groups.at(-1);
    if (last?.day === day) last.calls.push(record);
    else groups.push({ day, calls: [record] });
  }
  return groups;
};

/** How a call ended, in words; null while it lives. */
export const endingText = (
  record: Pick<CallRecord, "direction" | "endReason" | "endedBy">,
  words: Words,
): string | null => {
  if (record.endReason === null) return null;
  if (record.direction === "outbound") {
    const told: Partial<Record<EndReason, string>> = words.callBack.ending;
    const ending = told[record.endReason];
    if (ending !== undefined) return ending;
  }
  return record.endReason === "hangup"
    ? words.ending.hangup[record.endedBy ?? "system"]
    : words.ending[record.endReason];
};

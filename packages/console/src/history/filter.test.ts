import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "../testing/any-text.ts";
import { fakeCard, fakeRecord } from "../testing/fake-data.ts";
import { en } from "../words/en.ts";
import { byDay, endingText, filterCalls, outcomeOf } from "./filter.ts";

const answered = fakeRecord({ id: "call-answered", notes: "Card declined twice, sees E-402" });
const missed = fakeRecord({
  id: "call-missed",
  card: fakeCard({ name: "Zoë" }),
  agentName: null,
  connectedAt: null,
  endReason: "no_answer",
  endedBy: "system",
});
const live = fakeRecord({ id: "call-live", endReason: null, endedBy: null });
const all = [live, answered, missed];
const ids = (query: string, outcome: "answered" | "missed" | null = null) =>
  filterCalls(all, { query, outcome }, en).map((record) => record.id);

test("a call is missed when nobody was ever connected", () => {
  expect(all.map(outcomeOf)).toEqual(["live", "answered", "missed"]);
  expect(ids("", "missed")).toEqual(["call-missed"]);
  expect(ids("", "answered")).toEqual(["call-answered"]);
});

test("words are found in names and notes, in any order, without accents or case", () => {
  expect(ids("zoe")).toEqual(["call-missed"]);
  expect(ids("TWICE card")).toEqual(["call-answered"]);
  expect(ids("zoe twice")).toEqual([]);
});

test("an empty search keeps everything in its order", () => {
  expect(ids("   ")).toEqual(["call-live", "call-answered", "call-missed"]);
});

test("a search never finds what is not there, and never fails", () => {
  fc.assert(
    fc.property(anyText, (query) => {
      for (const record of filterCalls(all, { query, outcome: null }, en)) {
        expect(all).toContain(record);
      }
    }),
  );
});

test("calls are grouped by day without being reordered", () => {
  const groups = byDay(all, (time) => String(time));
  expect(groups.flatMap((group) => group.calls)).toEqual(all);
  expect(groups).toHaveLength(1);
});

test("a hang-up says whose it was", () => {
  expect(endingText(answered, en)).toBe("The visitor hung up");
  expect(endingText(missed, en)).toBe("Nobody answered in time");
  expect(endingText(live, en)).toBeNull();
});

test("a call back that nobody took says so", () => {
  const calledBack = { ...missed, direction: "outbound" as const };
  expect(endingText(calledBack, en)).toBe("Called back, the visitor did not answer");
  expect(endingText({ ...answered, direction: "outbound" }, en)).toBe("The visitor hung up");
});

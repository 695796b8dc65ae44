import { expect, test } from "vitest";
import { wrongRecords, type Told } from "./records.ts";

const told = (id: string, over: Partial<Told> = {}): Told => ({
  id,
  connectedAt: 1,
  durationMs: 60_000,
  endReason: "hangup",
  endedBy: "visitor",
  ...over,
});

test("records that tell what happened are right, newest first as the server lists them", () => {
  expect(wrongRecords([told("b", { durationMs: 30_000 }), told("a")], [61_000, 29_000])).toEqual(
    [],
  );
});

test.each<[string, Partial<Told>]>([
  ["was never connected", { connectedAt: null }],
  ["ended otherwise", { endReason: "connection_lost", endedBy: "system" }],
  ["was ended by the other side", { endedBy: "agent" }],
  ["was ended by nobody", { endedBy: null }],
  ["has another length", { durationMs: 75_000 }],
])("a record is wrong whose call %s", (_what, over) => {
  const wrong = wrongRecords([told("c"), told("b", over), told("a")], [60_000, 60_000, 60_000]);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]).toMatch(/^call 2, lasted 60000 ms: .*"id":"b"/);
});

test("a call that the history does not know is told", () => {
  expect(wrongRecords([told("a")], [60_000, 60_000])).toEqual(["call 2 has no record"]);
});

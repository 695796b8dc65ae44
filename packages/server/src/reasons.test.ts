import { expect, test } from "vitest";
import { reasonsOf } from "./reasons.ts";

test("every cause is told, those too that are several", () => {
  const refused = new AggregateError([new Error("refused ::1"), new Error("refused 127.0.0.1")]);
  const error = new Error("could not be opened", { cause: new Error("pool", { cause: refused }) });
  expect(reasonsOf(error)).toEqual([
    "could not be opened",
    "pool",
    "refused ::1",
    "refused 127.0.0.1",
  ]);
  expect(reasonsOf("a text")).toEqual(["a text"]);
  expect(reasonsOf(new TypeError(""))).toEqual(["TypeError"]);
});

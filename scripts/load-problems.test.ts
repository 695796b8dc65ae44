import { expect, test } from "vitest";
import { LOAD_PROBLEMS } from "../packages/server/src/rest/load-problems.ts";
import { PILL } from "../packages/widget/src/words/language.ts";

test("the server has the loader's one sentence in every language of the widget but English", () => {
  const { en: _, ...others } = PILL;
  expect([...LOAD_PROBLEMS.keys()].toSorted()).toEqual(Object.keys(others).toSorted());
  expect(new Set(LOAD_PROBLEMS.values()).size).toBe(LOAD_PROBLEMS.size);
});

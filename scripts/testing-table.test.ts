import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const docs = join(import.meta.dirname, "../docs");
const page = readFileSync(join(docs, "testing.md"), "utf8");
const rows = page
  .split("\n")
  .flatMap((line) => (/^\| ([VCN]\d+|X) /.exec(line)?.[1] === undefined ? [] : [line]));

const from = (letter: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${letter}${String(first + index)}`);

test("the tables have every row of the visitor's call and of continuity, in order", () => {
  const expected = [...from("V", 0, 18), "X", ...from("C", 1, 8), "N2", "N3", "N4", "N5"];
  expect(rows.map((line) => line.split("|")[1]?.trim())).toEqual(expected);
});

test.each(rows.map((line) => [line.split("|")[1]?.trim(), line] as const))(
  "%s names tests that exist",
  (_row, line) => {
    const named = [...line.matchAll(/\[([^\]]+)\]\(([^)]+\.spec\.ts)\)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, title = "", file = ""] of named) {
      expect(readFileSync(join(docs, file), "utf8")).toContain(title);
    }
  },
);

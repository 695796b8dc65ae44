import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const docs = join(import.meta.dirname, "../docs");
const page = readFileSync(join(docs, "testing.md"), "utf8");
const rows = page
  .split("\n")
  .flatMap((line) => (/^\| (V\d+|X) /.exec(line)?.[1] === undefined ? [] : [line]));

test("the table has every row of the visitor's call, in order", () => {
  const expected = [...Array.from({ length: 19 }, (_, row) => `V${String(row)}`), "X"];
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

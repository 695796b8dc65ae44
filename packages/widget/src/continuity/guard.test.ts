import { expect, test } from "vitest";
import { isOwnRefresh } from "./guard.ts";

const BASE = "https://shop.example/a/start";
const asking = (content: string) =>
  ({ querySelectorAll: () => [{ content }] }) as unknown as Document;

test.each([
  ["30", BASE, true],
  ["30", "https://shop.example/b", false],
  ["2.5; url=/out", "https://shop.example/out", true],
  ["2;URL='next'", "https://shop.example/a/next", true],
  ['2, url = "next"', "https://shop.example/a/next", true],
  ["2; next", "https://shop.example/a/next", true],
  ["2; url=https://other.example/", "https://shop.example/out", false],
  ["never", BASE, false],
])("a page that asks for %j leads to %s: %s", (content, url, own) => {
  expect(isOwnRefresh(asking(content), BASE, url)).toBe(own);
});

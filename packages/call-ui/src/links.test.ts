import * as fc from "fast-check";
import { expect, test } from "vitest";
import { linkify, safeHref } from "./links.ts";

test("web addresses become links, and only they", () => {
  expect(linkify("see https://shop.example/a?b=1, then call")).toEqual([
    { text: "see ", href: null },
    { text: "https://shop.example/a?b=1", href: "https://shop.example/a?b=1" },
    { text: ", then call", href: null },
  ]);
  expect(linkify("(http://en.example/wiki/Door_(frame))")[1]?.text).toBe(
    "http://en.example/wiki/Door_(frame)",
  );
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//shop.example",
  "\u0001javascript:alert(1)",
])("%j never becomes a link", (text) => {
  expect(safeHref(text)).toBeNull();
  expect(linkify(text).every((piece) => piece.href === null)).toBe(true);
});

test("a link is the web address alone, whatever stands before it", () => {
  expect(safeHref("blob:https://shop.example/1")).toBeNull();
  expect(linkify("javascript:https://shop.example/")).toEqual([
    { text: "javascript:", href: null },
    { text: "https://shop.example/", href: "https://shop.example/" },
  ]);
});

test("no text is lost, and every link is a web address", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant("javascript:https://x.example")), {
        maxLength: 4,
      }),
      (parts) => {
        const text = parts.join(" ");
        const pieces = linkify(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        const links = pieces.filter((piece) => piece.href !== null);
        expect(links.every((link) => /^https?:\/\//.test(link.href ?? ""))).toBe(true);
      },
    ),
  );
});

import { describe, expect, test } from "vitest";
import { verdictOf } from "./probe.ts";

const ORIGIN = "https://shop.example";
const verdict = (headers: Record<string, string>) => verdictOf(new Headers(headers), ORIGIN);

describe("framing", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["no headers", {}, true],
    ["DENY", { "x-frame-options": "DENY" }, false],
    ["SAMEORIGIN", { "x-frame-options": "SAMEORIGIN" }, true],
    ["sent twice, once DENY", { "x-frame-options": "SAMEORIGIN, deny" }, false],
    ["'none'", { "content-security-policy": "frame-ancestors 'none'" }, false],
    ["'self'", { "content-security-policy": "default-src x; frame-ancestors 'self'" }, true],
    ["a foreign host", { "content-security-policy": "frame-ancestors https://a.example" }, false],
    ["our host by wildcard", { "content-security-policy": "frame-ancestors *.example" }, true],
    ["a scheme", { "content-security-policy": "frame-ancestors https:" }, true],
    [
      "frame-ancestors beats X-Frame-Options",
      { "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'self'" },
      true,
    ],
    [
      "two policies must agree",
      { "content-security-policy": "frame-ancestors 'self', frame-ancestors 'none'" },
      false,
    ],
    ["another policy", { "content-security-policy": "default-src 'none'" }, true],
  ])("%s", (_, headers, framable) => {
    expect(verdict(headers).framable).toBe(framable);
  });
});

test("isolation needs both COOP and COEP", () => {
  const coop = { "cross-origin-opener-policy": "same-origin" };
  const coep = { "cross-origin-embedder-policy": 'require-corp; report-to="x"' };
  expect(verdict(coop).wantsIsolation).toBe(false);
  expect(verdict(coep)).toMatchObject({ wantsIsolation: false, embeds: true });
  expect(verdict({ ...coop, ...coep }).wantsIsolation).toBe(true);
});

test.each([
  ["sandbox", true],
  ["default-src 'self'; SANDBOX allow-scripts", true],
  ["img-src *, sandbox allow-forms", true],
  ["img-src https://sandbox.example", false],
  ["", false],
])("%j: sandboxed is %s", (policy, sandboxed) => {
  expect(verdict({ "content-security-policy": policy }).sandboxed).toBe(sandboxed);
});

test("an attachment is saved", () => {
  expect(verdict({ "content-disposition": 'attachment; filename="a"' }).attachment).toBe(true);
  expect(verdict({ "content-disposition": "inline" }).attachment).toBe(false);
});

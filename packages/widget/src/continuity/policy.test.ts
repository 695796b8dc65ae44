import { expect, test } from "vitest";
import { metaPolicies, noncesIn, withPolicy } from "./policy.ts";

const PAGE = `<!-- a --><!doctype html>\n<html lang="en"><head><script nonce="cGFnZS1ub25jZQ">1</script>`;
const HEADER =
  "script-src 'nonce-cGFnZS1ub25jZQ' 'strict-dynamic'; frame-ancestors 'none'; report-uri /r";

test("directives that a meta element may not hold are left out", () => {
  expect(metaPolicies(HEADER)).toEqual(["script-src 'nonce-cGFnZS1ub25jZQ' 'strict-dynamic'"]);
  expect(metaPolicies("frame-ancestors 'none'")).toEqual([]);
  expect(metaPolicies(null)).toEqual([]);
  expect(metaPolicies("default-src 'self', img-src *")).toEqual([
    "default-src 'self'",
    "img-src *",
  ]);
});

test("the policy follows the doctype, with the top document's nonce", () => {
  expect(noncesIn(HEADER)).toEqual(["cGFnZS1ub25jZQ"]);
  expect(withPolicy(PAGE, HEADER, "dG9wLW5vbmNl")).toBe(
    `<!-- a --><!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'nonce-dG9wLW5vbmNl' 'strict-dynamic'">` +
      `\n<html lang="en"><head><script nonce="dG9wLW5vbmNl">1</script>`,
  );
});

test("without a nonce at the top the page keeps its own", () => {
  expect(withPolicy(PAGE, HEADER, null)).toContain('<script nonce="cGFnZS1ub25jZQ">');
});

test("a page without a policy stays as it is", () => {
  expect(withPolicy("<p>hello", null, null)).toBe("<p>hello");
});

test("a page without nonces gets the one that it inherits", () => {
  expect(withPolicy("<script>1</script><style>", null, "dG9w")).toBe(
    '<script nonce="dG9w">1</script><style nonce="dG9w">',
  );
});

test("a short nonce is rewritten as an attribute only", () => {
  const page = '<script nonce="abc">abc</script>';
  expect(withPolicy(page, "script-src 'nonce-abc'", "top")).toContain('<script nonce="top">abc');
});

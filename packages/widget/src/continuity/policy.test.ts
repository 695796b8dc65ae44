import { expect, test } from "vitest";
import { metaPolicies, nameSelf, noncesIn, withPolicy } from "./policy.ts";

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

test("the website is named where the policy says 'self'", () => {
  const at = new URL("https://shop.example:8443/basket");
  expect(nameSelf("img-src 'self' data:; form-action 'SELF'", at)).toBe(
    "img-src 'self' https://shop.example:8443 wss://shop.example:8443 data:; " +
      "form-action 'SELF' https://shop.example:8443 wss://shop.example:8443",
  );
  expect(nameSelf("img-src x.example/'selfish'", at)).toBe("img-src x.example/'selfish'");
  expect(nameSelf(null, at)).toBeNull();
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

test.each([
  ["<!--><!doctype html><p>", "<!--><!doctype html>"],
  ["<!---><!doctype html><p>", "<!---><!doctype html>"],
  ["<!-- a --!> <!doctype html><p>", "<!-- a --!> <!doctype html>"],
  ["<!-- <!doctype html> --><p>", ""],
  ["\uFEFF <!-- -- > --><!doctype html><p>", "\uFEFF <!-- -- > --><!doctype html>"],
])("%j: the policy comes right after the doctype, as a browser finds it", (page, head) => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="img-src x">`;
  expect(withPolicy(page, "img-src x", null)).toBe(head + meta + page.slice(head.length));
});

test("comments without a doctype do not keep the browser busy", () => {
  // 28 of them took 6 s while a comment could be read in two ways; 10,000 would never end.
  const page = "<!-- a --> ".repeat(10_000) + "<p>";
  expect(withPolicy(page, "img-src x", null)).toMatch(/^<meta/);
});

test("a short nonce is rewritten as an attribute only", () => {
  const page = '<script nonce="abc">abc</script>';
  expect(withPolicy(page, "script-src 'nonce-abc'", "top")).toContain('<script nonce="top">abc');
});

import { expect, test } from "vitest";
import { fetchPage } from "./fetch-page.ts";
import { Probe } from "./probe.ts";

/** What becomes of an answer with these headers, whose bytes look like a page. */
async function kindOf(headers: Record<string, string>): Promise<string> {
  const bytes = new TextEncoder().encode("<script>alert(document.domain)</script>");
  const answer = new Response(bytes, { headers });
  const view = { fetch: () => Promise.resolve(answer), Blob, location } as unknown as Window &
    typeof globalThis;
  const { signal } = new AbortController();
  return (await fetchPage(view, "https://shop.example/upload/1", null, new Probe(view), signal))
    .kind;
}
const location = { href: "https://shop.example/", origin: "https://shop.example" };

test.each([
  [{ "content-type": "text/html; charset=utf-8" }, "page"],
  [{ "content-type": "text/html", "x-content-type-options": "nosniff" }, "page"],
  [{ "content-type": "text/plain" }, "other-type"],
  // Without a type the browser guesses, unless the website forbids it.
  [{}, "page"],
  [{ "x-content-type-options": "nosniff" }, "other-type"],
  [{ "x-content-type-options": "NoSniff, nosniff" }, "other-type"],
])("an answer with %j is a %s", async (headers, kind) => {
  expect(await kindOf(headers)).toBe(kind);
});

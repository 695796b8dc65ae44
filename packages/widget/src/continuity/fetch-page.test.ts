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

test("a file is not waited for, not given up with the next page, and asked for once", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const headers = { "content-disposition": 'attachment; filename="notes.txt"' };
  const asked: (AbortSignal | null | undefined)[] = [];
  const view = {
    fetch: (_: string, { signal }: RequestInit) => {
      asked.push(signal);
      return Promise.resolve(new Response(readable, { headers }));
    },
    location,
  } as unknown as Window & typeof globalThis;
  const browsing = new AbortController();
  const url = "https://shop.example/once";
  const fetched = await fetchPage(view, url, null, new Probe(view), browsing.signal);
  if (fetched.kind !== "download") throw new Error(`it is a ${fetched.kind}`);
  browsing.abort();
  const writer = writable.getWriter();
  void writer.write(new TextEncoder().encode("notes")).then(() => writer.close());
  expect(await (await fetched.blob).text()).toBe("notes");
  expect(fetched.name).toBe("notes.txt");
  expect(asked.map((signal) => signal?.aborted)).toEqual([false]);
});

test("what is neither a page nor a file is let go unread", async () => {
  let cancelled: AbortSignal | null | undefined;
  const view = {
    fetch: (_: string, { signal }: RequestInit) => {
      cancelled = signal;
      return Promise.resolve(
        new Response("%PDF", { headers: { "content-type": "application/pdf" } }),
      );
    },
    location,
  } as unknown as Window & typeof globalThis;
  const { signal } = new AbortController();
  const fetched = await fetchPage(view, "https://shop.example/a", null, new Probe(view), signal);
  expect(fetched.kind).toBe("other-type");
  expect(cancelled?.aborted).toBe(true);
});

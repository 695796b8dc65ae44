import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { search } from "./catalogue.ts";
import { validate } from "./contact.ts";
import { html } from "./html.ts";
import { createDemoSite } from "./index.ts";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(
    createDemoSite({ widgetUrl: "http://calls.test:3000/widget.js", siteKey: 'a"b' }),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string) => fetch(origin + path, { redirect: "manual" });
const post = (path: string, fields: Record<string, string>) =>
  fetch(origin + path, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });

const PAGES = [
  "/",
  "/bikes",
  "/bikes/ferry",
  "/search?q=hub",
  "/contact",
  "/contact/thanks",
  "/delivery",
  "/workshop",
  "/about",
];

describe("every page", () => {
  it.each(PAGES)(
    "%s carries the widget, a title and a policy without unsafe sources",
    async (path) => {
      const response = await get(path);
      const text = await response.text();
      const csp = response.headers.get("content-security-policy") ?? "";
      expect(response.status).toBe(200);
      expect(text).toContain('src="http://calls.test:3000/widget.js" data-site="a&quot;b"');
      expect(text).toMatch(/<title>[^<]+ · Tidewater Cycles<\/title>/);
      expect(csp).toContain("connect-src 'self' http://calls.test:3000 ws://calls.test:3000");
      expect(csp).toContain("default-src 'none'");
      expect(csp).not.toContain("unsafe");
      const nonce = /'nonce-([^']+)'/.exec(csp)?.[1] ?? "none";
      expect(text).toContain(`nonce="${nonce}"`);
    },
  );

  it("links only to pages that exist", async () => {
    const seen = new Set<string>();
    const waiting = ["/"];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      seen.add(path);
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      for (const [, found = ""] of (await response.text()).matchAll(/(?:href|src)="(\/[^"#]*)"/g)) {
        if (!seen.has(found)) waiting.push(found);
      }
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});

describe("framing", () => {
  it("is refused altogether by the workshop", async () => {
    const { headers } = await get("/workshop");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
  it("is left to the same origin by the delivery page", async () => {
    const { headers } = await get("/delivery");
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  });
});

describe("forms", () => {
  it("answers a good contact form with a redirect to the thank-you page", async () => {
    const response = await post("/contact", {
      name: "A visitor",
      email: "visitor@example.com",
      message: "Which one fits a hill?",
    });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/contact/thanks");
  });

  it("shows what is wrong, keeps what was typed and escapes it", async () => {
    const response = await post("/contact", {
      name: '"><script>1</script>',
      email: "x",
      message: "",
    });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('aria-invalid="true"');
    expect(text).toContain("&quot;&gt;&lt;script&gt;1&lt;/script&gt;");
    expect(text).not.toContain("<script>1");
  });

  it("refuses a form beyond 32 KiB", async () => {
    expect((await post("/contact", { message: "x".repeat(40_000) })).status).toBe(413);
  });

  it("echoes a search escaped", async () => {
    const text = await (await get("/search?q=%3Cimg%20src%3Dx%3E")).text();
    expect(text).toContain("0 found for “&lt;img src=x&gt;”");
  });
});

it("serves the specification as a download", async () => {
  const response = await get("/bikes/ferry/specification.txt");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="ferry.txt"');
  expect(await response.text()).toContain("Frame: Hydroformed aluminium");
});

it("answers 404, 405 and never a crash", async () => {
  expect((await get("/bikes/none")).status).toBe(404);
  expect((await fetch(origin, { method: "PUT" })).status).toBe(405);
  expect((await get("//")).status).toBeLessThan(500);
});

describe("pure parts", () => {
  it("escapes whatever is not markup", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<p>${text}</p>`.markup.slice(3, -4)).not.toMatch(/[<>"']/);
      }),
    );
  });
  it("finds by every word", () => {
    expect(search("harbour hills").map((bike) => bike.slug)).toEqual(["harbour-8"]);
    expect(search("")).toEqual([]);
  });
  it("names each wrong field", () => {
    expect(Object.keys(validate({ name: "", email: "a@b", message: "short" }))).toEqual([
      "name",
      "email",
      "message",
    ]);
  });
});

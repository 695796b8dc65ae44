import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LOAD_PROBLEMS } from "../rest/load-problems.ts";
import { ensureDemoSite } from "../sites/directory.ts";
import { createTestApp, type TestApp } from "../testing/test-app.ts";

let it: TestApp;
beforeEach(async () => {
  it = await createTestApp();
});
afterEach(() => it.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  it.app.inject({ method: "GET", url, headers });

describe("the widget's files", () => {
  test("are open to every origin", async () => {
    for (const url of ["/widget.js", "/widget/assets/app-Ab3_d-9Z.js"]) {
      expect((await get(url)).headers).toMatchObject({
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
    }
  });

  test("go as Brotli where it is accepted", async () => {
    const compressed = await get("/widget.js", { "accept-encoding": "gzip, br" });
    expect(compressed.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": expect.stringContaining("javascript") as unknown,
      vary: expect.stringMatching(/accept-encoding/i) as unknown,
    });
    expect(compressed.body).toBe("compressed loader");
    const plain = await get("/widget.js");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body).toBe("plain loader");
  });

  test("are kept for ever when their name holds a hash, the loader for a minute", async () => {
    expect((await get("/widget/assets/app-Ab3_d-9Z.js")).headers["cache-control"]).toContain(
      "immutable",
    );
    const loader = await get("/widget.js");
    expect(loader.headers["cache-control"]).toContain("max-age=60");
    const again = await get("/widget.js", { "if-none-match": String(loader.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  test("hide the build's own stamp", async () => {
    expect((await get("/widget/.built-from")).statusCode).toBe(404);
  });
});

describe("the page of a call in its own window", () => {
  const page = (site: string, from: string) =>
    get(`/call/?${new URLSearchParams({ site, from }).toString()}`);

  test("opens for the site's own origins only", async () => {
    expect((await page("demo", "http://localhost:3001")).statusCode).toBe(200);
    expect((await page("demo", "https://other.example")).statusCode).toBe(403);
    expect((await page("nobody", "http://localhost:3001")).statusCode).toBe(404);
    expect((await get("/call/")).statusCode).toBe(404);
  });

  test("runs under a strict policy and shows nothing of its query", async () => {
    const { headers, body } = await page("demo", "http://localhost:3001");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    // The website's page and this window must be able to speak to each other.
    expect(headers["cross-origin-opener-policy"]).toBeUndefined();
    expect(body).not.toContain("demo");
    expect(body).not.toContain("3001");
  });
});

describe("the console", () => {
  test("is where / leads", async () => {
    for (const url of ["/", "/console"]) {
      expect((await get(url)).headers.location).toBe("/console/");
    }
  });

  test("runs under a strict policy", async () => {
    const { headers } = await get("/console/");
    const policy = String(headers["content-security-policy"]);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(headers["permissions-policy"]).toContain("camera=(self), microphone=(self)");
    expect(headers["cache-control"]).toBe("no-cache");
  });
});

describe("a site's public settings", () => {
  test("are readable from any page, without cookies", async () => {
    const answer = await get("/api/v1/sites/demo", { origin: "https://anything.example" });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=15",
    });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.json()).toMatchObject({ key: "demo", available: false });
  });

  test("bring what the loader says in the page's language when the app does not load", async () => {
    const told = async (query: string) => (await get(`/api/v1/sites/demo${query}`)).json<object>();
    expect(await told("?language=de")).toHaveProperty("loadProblem", LOAD_PROBLEMS.get("de"));
    for (const none of ["", "?language=en", "?language=tlh", "?language=__proto__"]) {
      expect(await told(none)).not.toHaveProperty("loadProblem");
    }
    expect((await get(`/api/v1/sites/demo?language=${"x".repeat(100)}`)).statusCode).toBe(400);
  });

  test("say when the key is unknown, readably", async () => {
    const answer = await get("/api/v1/sites/nope");
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: "unknown_site" }]);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
  });
});

test("the demo site's origins follow the environment; the owner's stay", async () => {
  const { kysely } = it.db;
  await kysely.updateTable("site").set({ allowedOrigins: '["https://shop.example"]' }).execute();
  const options = {
    publicUrl: "https://calls.example",
    demo: { port: 5001 },
    demoOrigins: ["https://demo.example"],
  };
  await ensureDemoSite(kysely, options, 0);
  await ensureDemoSite(kysely, options, 0);
  const sites = await kysely
    .selectFrom("site")
    .select(["allowedOrigins", "derivedOrigins"])
    .execute();
  expect(sites).toEqual([
    {
      allowedOrigins: '["https://shop.example"]',
      derivedOrigins: JSON.stringify([
        "https://calls.example",
        "http://localhost:5001",
        "http://127.0.0.1:5001",
        "http://[::1]:5001",
        "https://demo.example",
      ]),
    },
  ]);
});

describe("health", () => {
  test("is good while the database answers", async () => {
    expect((await get("/livez")).statusCode).toBe(200);
    expect((await get("/readyz")).statusCode).toBe(200);
  });
  test("is not ready while draining", async () => {
    it.state.draining = true;
    expect((await get("/livez")).statusCode).toBe(200);
    expect((await get("/readyz")).statusCode).toBe(503);
  });
});

test("metrics count requests by route and sockets by namespace", async () => {
  await get("/api/v1/sites/demo");
  const { body } = await get("/metrics");
  expect(body).toContain('route="/api/v1/sites/:key",status="200"} 1');
  expect(body).toContain('knockknock_sockets{namespace="visitor"} 2');
  expect(body).toContain("knockknock_knocks_total");
});

describe("refusals are WireErrors", () => {
  test.each([
    ["GET", "/api/v1/nothing", undefined, 404, "not_found"],
    ["GET", "/console/nothing", undefined, 404, "not_found"],
    ["GET", "/api/v1/%zz", undefined, 400, "bad_request"],
    ["POST", "/api/v1/sign-in", "{", 400, "bad_request"],
    ["POST", "/api/v1/sign-in", "{}", 400, "bad_request"],
    ["POST", "/api/v1/sign-in", `"${"x".repeat(300_000)}"`, 413, "bad_request"],
    ["GET", "/api/v1/agent/me", undefined, 401, "unauthorized"],
  ] as const)("%s %s %#", async (method, url, body, status, code) => {
    const answer = await it.app.inject({
      method,
      url,
      ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("a form from another page is not read at all", async () => {
    const answer = await it.app.inject({
      method: "POST",
      url: "/api/v1/sign-in",
      body: "email=a&password=b",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([415, { code: "bad_request" }]);
  });
});

test("the API reference lists the routes with their schemas", async () => {
  const document = (await get("/api/docs/json")).json<{
    paths: Record<string, { post?: { requestBody?: unknown } }>;
  }>();
  expect(document.paths["/api/v1/sign-in"]?.post?.requestBody).toBeDefined();
  expect((await get("/api/docs/")).statusCode).toBe(200);
});

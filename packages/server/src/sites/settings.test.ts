import { SiteList, type SiteRequest } from "@knockknock/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../testing/test-app.ts";
import { createSiteSettings } from "./settings.ts";

let it: TestApp;
let cookie: string;
beforeEach(async () => {
  it = await createTestApp();
  cookie = await it.signedIn("owner");
});
afterEach(() => it.close());

const list = async () => {
  const url = "/api/v1/agent/sites";
  const answer = await it.app.inject({ method: "GET", url, headers: { cookie } });
  const [site] = SiteList.parse(answer.json()).sites;
  if (site === undefined) throw new Error("There is no site");
  return site;
};
const put = (id: string, payload: object) =>
  it.app.inject({
    method: "PUT",
    url: `/api/v1/agent/sites/${id}`,
    headers: { cookie },
    payload,
  });
const asRequest = async (): Promise<SiteRequest> => {
  const { id: _id, key: _key, fixedOrigins: _fixed, ...request } = await list();
  return request;
};

test("an owner's settings count at once, for the pages and for the next call", async () => {
  const { id, timings, fixedOrigins } = await list();
  expect(timings).toEqual({ ringMs: 30_000, queueMs: 60_000, connectMs: 15_000, absentMs: 15_000 });
  expect(fixedOrigins).toContain("http://localhost:3001");
  const answer = await put(id, {
    name: "Desk & Co",
    accent: "#00aa88",
    position: "bottom-left",
    allowedOrigins: ["https://www.example.com/", "https://www.example.com"],
    relayOnly: false,
    excludedPaths: ["/checkout"],
    timings: { ...timings, ringMs: 45_000 },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual(await list());

  const site = await it.sites.byKey("demo");
  expect(site).toMatchObject({ name: "Desk & Co", timings: { ringMs: 45_000 } });
  expect(Object.keys(site?.timings ?? {})).toEqual(["ringMs"]);
  expect(site?.allowedOrigins).toEqual(
    expect.arrayContaining(["https://www.example.com", "http://localhost:3001"]),
  );
  const shown = await it.app.inject({ method: "GET", url: "/api/v1/sites/demo" });
  expect(shown.json()).toMatchObject({
    accent: "#00aa88",
    position: "bottom-left",
    excludedPaths: ["/checkout"],
  });
});

test.each<[string, Partial<SiteRequest>, number, string]>([
  ["an origin with a path", { allowedOrigins: ["https://example.com/shop"] }, 400, "bad_request"],
  ["an origin of another kind", { allowedOrigins: ["ftp://example.com"] }, 400, "bad_request"],
  ["a path that is none", { excludedPaths: ["checkout"] }, 400, "bad_request"],
  ["a colour that is none", { accent: "red; }" }, 400, "bad_request"],
  ["relaying without a relay", { relayOnly: true }, 409, "conflict"],
])("%s is refused, and nothing changes", async (_what, change, status, code) => {
  const { id } = await list();
  const before = await list();
  const answer = await put(id, { ...(await asRequest()), ...change });
  expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
  expect(await list()).toEqual(before);
});

test("a ring of a second, or of a day, is refused", async () => {
  const { id, timings } = await list();
  for (const ringMs of [1_000, 86_400_000]) {
    const request = { ...(await asRequest()), timings: { ...timings, ringMs } };
    expect((await put(id, request)).statusCode).toBe(400);
  }
});

test("with a relay everything may go through it", async () => {
  const { id } = await list();
  const settings = createSiteSettings(it.db.kysely, { ownOrigins: [], hasRelay: true });
  const saved = await settings.save(id, { ...(await asRequest()), relayOnly: true });
  expect(saved.relayOnly).toBe(true);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../testing/test-app.ts";
import { type Action, may, ROLES } from "./roles.ts";

let it: TestApp;
const cookies = new Map<string, string>();
beforeAll(async () => {
  it = await createTestApp();
  for (const role of ROLES) cookies.set(role, await it.signedIn(role));
});
afterAll(() => it.close());

const siteRequest = {
  name: "Shop",
  accent: "#123456",
  position: "bottom-left",
  allowedOrigins: [],
  relayOnly: false,
  excludedPaths: [],
  timings: { ringMs: 30_000, queueMs: 60_000, connectMs: 15_000, absentMs: 15_000 },
};

type Method = "GET" | "POST" | "PUT" | "DELETE";
const routes: readonly [Method, string, Action, object?][] = [
  ["GET", "/api/v1/agent/me", "see_self"],
  ["POST", "/api/v1/agent/socket-ticket", "open_desk", {}],
  ["GET", "/api/v1/agent/calls", "read_calls"],
  ["GET", "/api/v1/agent/calls/unknown0", "read_calls"],
  ["PUT", "/api/v1/agent/calls/unknown0/notes", "write_notes", { text: "" }],
  ["GET", "/api/v1/agent/messages", "read_messages"],
  ["GET", "/api/v1/agent/team", "read_team"],
  ["DELETE", "/api/v1/agent/team/unknown0", "remove_member"],
  ["PUT", "/api/v1/agent/password", "see_self", { current: "x", next: "a long password" }],
  ["GET", "/api/v1/agent/sites", "edit_site"],
  ["PUT", "/api/v1/agent/sites/unknown0", "edit_site", siteRequest],
  ["GET", "/api/v1/agent/sites/unknown0/identity-keys", "edit_site"],
  ["POST", "/api/v1/agent/sites/unknown0/identity-keys", "edit_site", {}],
  ["DELETE", "/api/v1/agent/sites/unknown0/identity-keys/unknown1", "edit_site"],
  ["POST", "/api/v1/agent/invitations", "invite_member", { role: "agent" }],
  ["POST", "/api/v1/agent/invitations", "invite_admin", { role: "admin" }],
];

describe.each(routes)("%s %s (%s)", (method, url, action, payload = {}) => {
  const ask = (cookie: string) =>
    it.app.inject({
      method,
      url,
      headers: { cookie },
      ...(method === "GET" || method === "DELETE" ? {} : { payload }),
    });

  test("is closed without a session", async () => {
    const answer = await ask("");
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: "unauthorized" }]);
  });

  test.each(ROLES)("as %s", async (role) => {
    const { statusCode } = await ask(cookies.get(role) ?? "");
    expect(statusCode !== 403).toBe(may(role, action));
  });
});

test("every agents' route of the API reference is in the table above", () => {
  const listed = Object.entries(it.app.swagger().paths ?? {})
    .filter(([path]) => path.startsWith("/api/v1/agent/"))
    .flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
  const tested = routes.map(
    ([method, url]) =>
      `${method} ${url.replace("unknown0", "{id}").replace("unknown1", "{keyId}")}`,
  );
  expect(new Set(listed)).toEqual(new Set(tested));
});

const OWN = "http://localhost:3000";
describe.each([
  { origin: undefined, site: undefined, passes: true },
  { origin: OWN, site: "same-origin", passes: true },
  { origin: "http://127.0.0.1:3000", site: "same-origin", passes: true },
  { origin: "http://[::1]:3000", site: undefined, passes: true },
  { origin: OWN, site: "cross-site", passes: false },
  { origin: OWN, site: "same-site", passes: false },
  { origin: "http://localhost:3001", site: "same-site", passes: false },
  { origin: "http://localhost:3001", site: undefined, passes: false },
  { origin: "https://evil.example", site: "cross-site", passes: false },
  { origin: "https://evil.example", site: undefined, passes: false },
  { origin: "null", site: undefined, passes: false },
  { origin: undefined, site: "cross-site", passes: false },
])("a request from $origin ($site)", ({ origin, site, passes }) => {
  const headers = {
    ...(origin === undefined ? {} : { origin }),
    ...(site === undefined ? {} : { "sec-fetch-site": site }),
  };
  test.each([
    ["POST", "/api/v1/sign-in", { email: "x@example.com", password: "x" }],
    ["POST", "/api/v1/sign-out", {}],
    ["POST", "/api/v1/setup", {}],
    ["POST", "/api/v1/join", {}],
    ["POST", "/api/v1/setup/check", {}],
    ["POST", "/api/v1/join/check", {}],
    ["POST", "/api/v1/agent/socket-ticket", {}],
    ["POST", "/api/v1/agent/invitations", { role: "agent" }],
    ["PUT", "/api/v1/agent/calls/unknown0/notes", { text: "" }],
    ["DELETE", "/api/v1/agent/team/unknown0", {}],
    ["PUT", "/api/v1/agent/password", { current: "x", next: "a long password" }],
    ["PUT", "/api/v1/agent/sites/unknown0", siteRequest],
    ["POST", "/api/v1/agent/sites/unknown0/identity-keys", {}],
    ["DELETE", "/api/v1/agent/sites/unknown0/identity-keys/unknown1", {}],
  ] as const)("%s %s", async (method, url, payload) => {
    const answer = await it.app.inject({ method, url, payload, headers });
    const { code } = answer.statusCode === 204 ? { code: "none" } : answer.json<{ code: string }>();
    expect(code === "forbidden_origin").toBe(!passes);
    expect(answer.statusCode === 403).toBe(!passes);
  });
});

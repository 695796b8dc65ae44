import { IdentityKeyList, NewIdentityKey, SiteList } from "@knockknock/protocol";
import { SignJWT } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyIdentity } from "../auth/identity.ts";
import { createTestApp, type TestApp } from "../testing/test-app.ts";
import { createIdentityKeys } from "./identity-keys.ts";

let it: TestApp;
let cookie: string;
let siteId: string;
beforeEach(async () => {
  it = await createTestApp();
  cookie = await it.signedIn("owner");
  const answer = await ask("GET", "/api/v1/agent/sites");
  siteId = SiteList.parse(answer.json()).sites[0]?.id ?? "";
});
afterEach(() => it.close());

const ask = (method: "GET" | "POST" | "DELETE", url: string) =>
  it.app.inject({
    method,
    url,
    headers: { cookie },
    ...(method === "POST" ? { payload: {} } : {}),
  });
const keysUrl = () => `/api/v1/agent/sites/${siteId}/identity-keys`;
const make = async () => NewIdentityKey.parse((await ask("POST", keysUrl())).json());
const list = async () => IdentityKeyList.parse((await ask("GET", keysUrl())).json()).keys;

/** Whether the site believes what a backend signs with this secret. */
async function isBelieved(secret: string): Promise<boolean> {
  const now = it.clock.now();
  const token = await new SignJWT({ name: "Kim", jti: "one" })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("demo")
    .setExpirationTime(now / 1000 + 60)
    .sign(new TextEncoder().encode(secret));
  const identityKeys = await it.sites.identityKeys(siteId);
  return (await verifyIdentity(token, { key: "demo", identityKeys }, now)).ok;
}

test("is made, shown once, changed over and removed", async () => {
  const first = await make();
  expect(first.secret).toHaveLength(43);
  it.clock.advance(1_000);
  const second = await make();
  const listed = await ask("GET", keysUrl());
  expect(IdentityKeyList.parse(listed.json()).keys.map(({ id }) => id)).toEqual([
    second.id,
    first.id,
  ]);
  expect(listed.body).not.toContain(first.secret);
  expect([await isBelieved(first.secret), await isBelieved(second.secret)]).toEqual([true, true]);

  const third = await ask("POST", keysUrl());
  expect([third.statusCode, third.json()]).toMatchObject([409, { code: "conflict" }]);

  expect((await ask("DELETE", `${keysUrl()}/${first.id}`)).statusCode).toBe(204);
  expect([await isBelieved(first.secret), await isBelieved(second.secret)]).toEqual([false, true]);
  expect((await ask("DELETE", `${keysUrl()}/${first.id}`)).statusCode).toBe(404);
  expect((await make()).id).not.toBe(first.id);
  expect(await list()).toHaveLength(2);
});

test("a third cannot be made by asking for many at once", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask("POST", keysUrl())));
  const made = answers.filter(({ statusCode }) => statusCode === 200);
  const refused = answers.filter(({ statusCode }) => statusCode === 409);
  expect([made.length, refused.length]).toEqual([2, 3]);
  expect(await list()).toHaveLength(2);
});

test("the database alone does not hold it, and another server secret cannot read it", async () => {
  const { secret } = await make();
  const rows = await it.db.kysely.selectFrom("identityKey").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(secret);
  const elsewhere = createIdentityKeys(it.db.kysely, "another secret of the server", () => 0);
  expect(await elsewhere.secrets(siteId)).toEqual([]);
  expect(await it.sites.identityKeys(siteId)).toEqual([secret]);
});

test("of a site that does not exist is refused", async () => {
  const answer = await ask("POST", "/api/v1/agent/sites/unknown0/identity-keys");
  expect(answer.statusCode).toBe(404);
});

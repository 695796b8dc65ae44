import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cookieOf, createTestApp, PASSWORD, type TestApp } from "../testing/test-app.ts";

const person = { name: "New Person", email: "New@Example.com", password: PASSWORD };
const DAY_MS = 86_400_000;

let it: TestApp;
beforeEach(async () => {
  it = await createTestApp();
});
afterEach(() => it.close());

const post = (url: string, payload: object, cookie = "") =>
  it.app.inject({ method: "POST", url, payload, headers: { cookie } });
const me = (cookie: string) =>
  it.app.inject({ method: "GET", url: "/api/v1/agent/me", headers: { cookie } });
const tokenOf = (url: string) => new URL(url.replace("#", "")).searchParams.get("token") ?? "";
const signIn = (password: string, email = "agent@example.com", remoteAddress = "127.0.0.1") =>
  it.app.inject({
    method: "POST",
    url: "/api/v1/sign-in",
    payload: { email, password },
    remoteAddress,
  });

describe("the setup link", () => {
  test("makes the owner and signs in, once", async () => {
    expect(await it.accounts.hasOwner()).toBe(false);
    const token = tokenOf(await it.links.setup());
    const answer = await post("/api/v1/setup", { token, ...person });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ role: "owner", email: "new@example.com" });
    expect((await me(cookieOf(answer))).json()).toEqual(answer.json());
    expect(await it.accounts.hasOwner()).toBe(true);

    const again = await post("/api/v1/setup", { token, ...person, email: "b@example.com" });
    expect([again.statusCode, again.json()]).toMatchObject([410, { code: "ticket_expired" }]);
  });

  test("makes the owner whole or not at all: a failure halfway leaves no name without a password", async () => {
    const token = tokenOf(await it.links.setup());
    // The second of the two writes fails, as when the process ends there.
    await sql`create trigger "halfway" before insert on "account"
      begin select raise(abort, 'the process ends here'); end`.execute(it.db.kysely);
    expect((await post("/api/v1/setup", { token, ...person })).statusCode).toBe(500);
    await sql`drop trigger "halfway"`.execute(it.db.kysely);
    expect(await it.db.kysely.selectFrom("user").select("id").execute()).toEqual([]);
    expect((await post("/api/v1/setup", { token, ...person })).statusCode).toBe(200);
    expect(await it.accounts.hasOwner()).toBe(true);
  });

  test("ends after a day", async () => {
    const token = tokenOf(await it.links.setup());
    it.clock.advance(DAY_MS);
    expect((await post("/api/v1/setup", { token, ...person })).statusCode).toBe(410);
  });

  test("replaces the one before", async () => {
    const first = tokenOf(await it.links.setup());
    await it.links.setup();
    expect((await post("/api/v1/setup", { token: first, ...person })).statusCode).toBe(410);
  });

  test("ends when there is an owner, however it was made", async () => {
    const early = tokenOf(await it.links.setup());
    await it.signedIn("owner");
    for (const token of [early, tokenOf(await it.links.setup())]) {
      expect((await post("/api/v1/setup", { token, ...person })).statusCode).toBe(410);
    }
    const { length } = await it.db.kysely.selectFrom("user").selectAll().execute();
    expect(length).toBe(1);
  });

  test("can be checked, which does not use it up", async () => {
    const token = tokenOf(await it.links.setup());
    const check = async (path: string) =>
      (await post(`/api/v1/${path}/check`, { token })).statusCode;
    expect([await check("setup"), await check("join")]).toEqual([204, 410]);
    expect((await post("/api/v1/setup", { token, ...person })).statusCode).toBe(200);
    expect(await check("setup")).toBe(410);
  });

  test("does not work as an invitation", async () => {
    const token = tokenOf(await it.links.setup());
    expect((await post("/api/v1/join", { token, ...person })).statusCode).toBe(410);
  });
});

describe("an invitation", () => {
  const invite = async (role: string, cookie: string) =>
    post("/api/v1/agent/invitations", { role }, cookie);

  test("binds its role, once, for seven days", async () => {
    const owner = await it.signedIn("owner");
    const answer = await invite("supervisor", owner);
    const { url, expiresAt } = answer.json<{ url: string; expiresAt: number }>();
    expect(expiresAt).toBe(it.clock.now() + 7 * DAY_MS);
    const check = () => post("/api/v1/join/check", { token: tokenOf(url) });
    expect((await check()).statusCode).toBe(204);
    const joined = await post("/api/v1/join", { token: tokenOf(url), ...person });
    expect((await check()).statusCode).toBe(410);
    expect(joined.json()).toMatchObject({ role: "supervisor" });
    expect((await post("/api/v1/join", { token: tokenOf(url), ...person })).statusCode).toBe(410);

    const late = (await invite("agent", owner)).json<{ url: string }>();
    it.clock.advance(7 * DAY_MS);
    expect((await post("/api/v1/join", { token: tokenOf(late.url), ...person })).statusCode).toBe(
      410,
    );
  });

  test("is not used up by an address that is taken", async () => {
    const { url } = (await invite("agent", await it.signedIn("owner"))).json<{ url: string }>();
    const token = tokenOf(url);
    const taken = await post("/api/v1/join", { token, ...person, email: "owner@example.com" });
    expect([taken.statusCode, taken.json()]).toMatchObject([409, { code: "conflict" }]);
    expect((await post("/api/v1/join", { token, ...person })).statusCode).toBe(200);
  });

  test("of an admin is the owner's alone", async () => {
    expect((await invite("admin", await it.signedIn("admin"))).statusCode).toBe(403);
    expect((await invite("admin", await it.signedIn("owner"))).statusCode).toBe(200);
    expect((await invite("owner", await it.signedIn("agent"))).statusCode).toBe(403);
  });
});

describe("signing in", () => {
  test("fails alike for a wrong password and an unknown address", async () => {
    await it.signedIn("agent");
    const wrong = await signIn("wrong password");
    const unknown = await signIn(PASSWORD, "nobody@example.com");
    expect(wrong.statusCode).toBe(401);
    expect(unknown.json()).toEqual(wrong.json());
  });

  test("gives each time a new session", async () => {
    const first = await it.signedIn("agent");
    expect(cookieOf(await signIn(PASSWORD))).not.toBe(first);
  });

  test("waits longer and longer after five failures", async () => {
    await it.signedIn("agent");
    for (let n = 0; n < 5; n += 1) expect((await signIn("wrong password")).statusCode).toBe(401);
    const refused = await signIn(PASSWORD);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers["retry-after"]).toBe("1");
    it.clock.advance(1_000);
    expect((await signIn("wrong password")).statusCode).toBe(401);
    expect((await signIn(PASSWORD)).json()).toMatchObject({ retryAfterS: 2 });
    it.clock.advance(2_000);
    expect((await signIn(PASSWORD)).statusCode).toBe(200);
    expect((await signIn("wrong password")).statusCode).toBe(401);
  });

  test("counts attempts that come at once", async () => {
    await it.signedIn("agent");
    const all = await Promise.all(Array.from({ length: 12 }, () => signIn("wrong password")));
    expect(all.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
  });

  test("counts an IPv6 customer as one address", async () => {
    await it.signedIn("agent");
    for (let n = 0; n < 5; n += 1) {
      const answer = await signIn("wrong password", "agent@example.com", `2001:db8:1:2::${n}`);
      expect(answer.statusCode).toBe(401);
    }
    const next = await signIn(PASSWORD, "agent@example.com", "2001:db8:1:2:3:4:5:6");
    expect(next.statusCode).toBe(429);
  });

  test("is not open to the public as a sign-up", async () => {
    expect((await post("/api/auth/sign-up/email", person)).statusCode).toBe(404);
  });
});

describe("a session", () => {
  test("ends at sign-out, with its tickets, and says so", async () => {
    const cookie = await it.signedIn("agent");
    const ended: string[] = [];
    it.accounts.onSessionEnded((id) => ended.push(id));
    const { ticket } = (await post("/api/v1/agent/socket-ticket", {}, cookie)).json<{
      ticket: string;
    }>();
    expect((await post("/api/v1/sign-out", {}, cookie)).statusCode).toBe(204);
    expect(ended).toHaveLength(1);
    expect(await it.tickets.goesOn(ended[0] ?? "")).toBe(false);
    expect((await me(cookie)).statusCode).toBe(401);
    expect(await it.tickets.redeem(ticket)).toBeNull();
  });

  test("survives a sign-out without one", async () => {
    expect((await post("/api/v1/sign-out", {})).statusCode).toBe(204);
  });

  test("gives socket tickets for one use within 30 s", async () => {
    const cookie = await it.signedIn("agent");
    const { id } = await it.db.kysely.selectFrom("session").select("id").executeTakeFirstOrThrow();
    expect(await it.tickets.goesOn(id)).toBe(true);
    const issue = async () =>
      (await post("/api/v1/agent/socket-ticket", {}, cookie)).json<{ ticket: string }>().ticket;
    const ticket = await issue();
    expect(await it.tickets.redeem(ticket)).toMatchObject({ name: "agent", role: "agent" });
    expect(await it.tickets.redeem(ticket)).toBeNull();
    const late = await issue();
    it.clock.advance(30_000);
    expect(await it.tickets.redeem(late)).toBeNull();
  });

  test("does not open with a forged cookie", async () => {
    const cookie = await it.signedIn("agent");
    expect((await me(`${cookie.slice(0, -6)}AAAAAA`)).statusCode).toBe(401);
  });
});

test.each([
  ["https://calls.example.com", /^__Host-knockknock=/, true],
  ["http://localhost:3000", /^knockknock-3000=/, false],
])("the cookie at %s", async (publicUrl, name, secure) => {
  const own = await createTestApp(publicUrl);
  const answer = await own.app.inject({
    method: "POST",
    url: "/api/v1/setup",
    payload: { token: tokenOf(await own.links.setup()), ...person },
  });
  const cookie = String(answer.headers["set-cookie"]);
  expect(cookie).toMatch(name);
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
  expect(cookie.includes("Secure")).toBe(secure);
  expect(cookie).not.toContain("Domain");
  expect(answer.headers["strict-transport-security"] !== undefined).toBe(secure);
  await own.close();
});

import { Team } from "@knockknock/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cookieOf, createTestApp, PASSWORD, type TestApp } from "../testing/test-app.ts";

// Each password is hashed as slowly as it should be: on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let it: TestApp;
let owner: string;
let agent: string;
let ended: Record<string, "revoked" | "renewed">;
beforeEach(async () => {
  it = await createTestApp();
  owner = await it.signedIn("owner");
  agent = await it.signedIn("agent");
  ended = {};
  it.accounts.onSessionEnded((id, how) => {
    ended[id] = how;
  });
});
afterEach(() => it.close());

const ask = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  cookie: string,
  payload: object = {},
) =>
  it.app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { cookie },
    ...(method === "GET" || method === "DELETE" ? {} : { payload }),
  });
const signIn = (password: string) =>
  ask("POST", "sign-in", "", { email: "agent@example.com", password });
const statusOfMe = async (cookie: string) => (await ask("GET", "agent/me", cookie)).statusCode;
const members = async () => Team.parse((await ask("GET", "agent/team", owner)).json()).members;
const idOf = async (email: string) =>
  (await members()).find((member) => member.email === email)?.id ?? "";
const sessionsOf = (userId: string) =>
  it.db.kysely.selectFrom("session").select("id").where("userId", "=", userId).execute();

describe("one's own password", () => {
  const change = (current: string, next: string) =>
    ask("PUT", "agent/password", agent, { current, next });

  test("is changed with the present one; all sessions end, and the browser gets a new one", async () => {
    const id = await idOf("agent@example.com");
    const [here] = await sessionsOf(id);
    const elsewhere = cookieOf(await signIn(PASSWORD));
    const ticket = (await ask("POST", "agent/socket-ticket", agent)).json<{ ticket: string }>();
    const answer = await change(PASSWORD, "a better password");
    expect(answer.statusCode).toBe(204);
    expect([await statusOfMe(agent), await statusOfMe(elsewhere)]).toEqual([401, 401]);
    expect(await it.tickets.redeem(ticket.ticket)).toBeNull();
    expect(answer.cookies).toHaveLength(1);
    expect(await statusOfMe(cookieOf(answer))).toBe(200);
    expect(Object.values(ended).toSorted()).toEqual(["renewed", "revoked"]);
    expect(ended[here?.id ?? ""]).toBe("renewed");
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(await statusOfMe(owner)).toBe(200);
    expect((await signIn(PASSWORD)).statusCode).toBe(401);
    expect((await signIn("a better password")).statusCode).toBe(200);
  });

  test("gives no session to the old one whose comparison was under way", async () => {
    const id = await idOf("agent@example.com");
    const { password: hashing } = await it.library.$context;
    const verify = hashing.verify.bind(hashing);
    vi.spyOn(hashing, "verify").mockImplementationOnce(async (compared) => {
      const fits = await verify(compared);
      expect((await change(PASSWORD, "a better password")).statusCode).toBe(204);
      return fits;
    });
    const late = await signIn(PASSWORD);
    expect([late.statusCode, late.cookies]).toEqual([401, []]);
    // That of the browser which changed it.
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test("stays as it is when the present one is wrong, or the new one too short", async () => {
    const wrong = await change("not my password", "a better password");
    expect([wrong.statusCode, wrong.json()]).toMatchObject([401, { code: "unauthorized" }]);
    expect((await change(PASSWORD, "short")).statusCode).toBe(400);
    expect(ended).toEqual({});
    expect((await signIn(PASSWORD)).statusCode).toBe(200);
  });

  test("is changed once by two who know it at once", async () => {
    const both = await Promise.all([
      change(PASSWORD, "a better password"),
      change(PASSWORD, "another password"),
    ]);
    expect(new Set(both.map(({ statusCode }) => statusCode))).toEqual(new Set([204, 401]));
  });

  test("cannot be guessed at an open console", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      statuses.push((await change(`guess number ${n}`, "a better password")).statusCode);
    }
    expect(statuses.slice(0, 5)).toEqual(Array(5).fill(401));
    expect(statuses).toContain(429);
  });
});

describe("a member who is removed", () => {
  test("is out at once, leaves the list, and may be invited anew", async () => {
    const id = await idOf("agent@example.com");
    const sessions = await sessionsOf(id);
    expect((await ask("DELETE", `agent/team/${id}`, owner)).statusCode).toBe(204);
    expect(ended).toEqual(Object.fromEntries(sessions.map((session) => [session.id, "revoked"])));
    expect(await statusOfMe(agent)).toBe(401);
    expect((await signIn(PASSWORD)).statusCode).toBe(401);
    expect((await members()).map(({ email }) => email)).toEqual(["owner@example.com"]);
    expect((await ask("DELETE", `agent/team/${id}`, owner)).statusCode).toBe(404);

    const invitation = await ask("POST", "agent/invitations", owner, { role: "supervisor" });
    const { url } = invitation.json<{ url: string }>();
    const joined = await ask("POST", "join", "", {
      token: url.split("token=").at(-1),
      name: "Back again",
      email: "agent@example.com",
      password: PASSWORD,
    });
    expect([joined.statusCode, joined.json()]).toMatchObject([200, { role: "supervisor" }]);
    expect(await idOf("agent@example.com")).not.toBe(id);
  });

  test("takes along the invitations that nobody has used", async () => {
    const admin = await it.signedIn("admin");
    const { url } = (await ask("POST", "agent/invitations", admin, { role: "agent" })).json<{
      url: string;
    }>();
    await ask("DELETE", `agent/team/${await idOf("admin@example.com")}`, owner);
    const joined = await ask("POST", "join", "", {
      token: url.split("token=").at(-1),
      name: "Too late",
      email: "late@example.com",
      password: PASSWORD,
    });
    expect([joined.statusCode, joined.json()]).toMatchObject([410, { code: "ticket_expired" }]);
  });

  test("is never an owner", async () => {
    const answer = await ask("DELETE", `agent/team/${await idOf("owner@example.com")}`, owner);
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: "conflict" }]);
    expect(await statusOfMe(owner)).toBe(200);
  });
});

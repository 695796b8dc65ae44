import * as fc from "fast-check";
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CallServer, type Client, knockBody, newKey, SITE } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

const up = (agentId: string, epoch = 1) => ({
  type: "report",
  leg: { agentId, epoch, state: "up" },
});

/** A visitor and agent-a, connected. */
async function connectedCall() {
  const agent = await server.agent("agent-a");
  const visitor = await server.caller();
  const { id } = visitor.call;
  await agent.got("desk", ({ incoming }) => incoming.some((card) => card.callId === id));
  expect(await agent.command(id, { type: "accept" })).toMatchObject({ ok: true });
  await visitor.command(id, up("agent-a"));
  await agent.command(id, up("agent-a"));
  await visitor.phase("connected");
  return { agent, visitor, id };
}

const endOf = async (client: Client) => (await client.phase("ended")).call.phase;

describe("from knock to record", () => {
  test("two agents race: one wins, the other hears who; both sides up = connected", async () => {
    const [a, b] = [await server.agent("agent-a"), await server.agent("agent-b")];
    const visitor = await server.caller({ identity: { name: "Kim", email: "kim@example.com" } });
    const { id } = visitor.call;
    expect(visitor.call.phase.name).toBe("ringing");
    const desk = await a.got("desk", ({ incoming }) => incoming.length === 1);
    expect(desk.incoming[0]).toMatchObject({
      callId: id,
      card: { name: "Kim", verified: false, page: { title: "Shop" } },
      prewarm: { epoch: 1 },
    });
    await b.got("desk", ({ incoming }) => incoming.length === 1);

    const acks = await Promise.all([
      a.command(id, { type: "accept" }),
      b.command(id, { type: "accept" }),
    ]);
    const winners = acks.filter((ack) => ack.ok);
    expect(winners).toHaveLength(1);
    const aWon = acks[0].ok;
    const [winner, loser] = aWon ? [a, b] : [b, a];
    const [winnerId, winnerName] = aWon ? ["agent-a", "Agent a"] : ["agent-b", "Agent b"];
    expect(acks.find((ack) => !ack.ok)).toMatchObject({
      error: { code: "already_answered", by: winnerName },
    });
    expect(await loser.got("ring_ended")).toEqual({
      callId: id,
      outcome: "answered",
      by: winnerName,
    });

    await visitor.command(id, up(winnerId));
    server.clock.advance(120);
    await winner.command(id, up(winnerId));
    const { call } = await visitor.phase("connected");
    expect(call.connectedAt).toBe(server.clock.now());
    expect(call.page.url).toBe("");
    expect((await winner.phase("connected")).call.page.url).toBe("https://shop.example/");
    // Whoever lost sees nothing of the call.
    expect(loser.all("update")).toEqual([]);

    server.clock.advance(65_000);
    await visitor.command(id, { type: "hangup" });
    expect(await endOf(winner)).toEqual({
      name: "ended",
      reason: "hangup",
      by: "visitor",
      durationMs: 65_000,
    });
    await visitor.command(id, { type: "rate", stars: 5, comment: "fine" });
    await server.core.history.saveNotes(id, "called about the bill");
    const { calls } = await server.core.history.calls({ before: null, limit: 10, outcome: null });
    expect(calls).toMatchObject([
      {
        id,
        agentName: winnerName,
        durationMs: 65_000,
        endReason: "hangup",
        endedBy: "visitor",
        stars: 5,
        comment: "fine",
        notes: "called about the bill",
        card: { name: "Kim", email: "kim@example.com" },
      },
    ]);
    const detail = await server.core.history.call(id);
    expect(detail?.timeline.map((event) => event.type)).toEqual([
      "knock",
      "joined",
      "accept",
      "report",
      "report",
      "hangup",
    ]);
  });

  test("declined, cancelled, unanswered", async () => {
    const agent = await server.agent("agent-a");
    const first = await server.caller();
    await agent.command(first.call.id, { type: "decline" });
    expect(await endOf(first)).toMatchObject({ reason: "declined", by: "agent" });

    const second = await server.caller();
    await second.command(second.call.id, { type: "cancel" });
    expect(await endOf(second)).toMatchObject({ reason: "cancelled", by: "visitor" });
    await agent.got("ring_ended", ({ callId }) => callId === second.call.id);

    const third = await server.caller();
    server.clock.advance(30_000);
    expect(await endOf(third)).toMatchObject({ reason: "no_answer", by: "system" });
    expect(await agent.got("ring_ended", ({ callId }) => callId === third.call.id)).toMatchObject({
      outcome: "timeout",
    });
  });

  test("nobody there: said at once, over after a minute, a message can be left", async () => {
    const visitor = await server.caller();
    expect(visitor.call.phase).toMatchObject({
      name: "queued",
      position: 1,
      anyoneOnline: false,
    });
    server.clock.advance(60_000);
    expect(await endOf(visitor)).toMatchObject({ reason: "no_agents", by: "system" });
    const { key, page, site, v } = knockBody();
    const message = { v, site, key, page, name: "Kim", contact: "kim@example.com", text: "Hi" };
    const left = { ...message, callId: visitor.call.id };
    expect((await server.post("messages", left)).status).toBe(204);
    expect((await server.post("messages", left)).status).toBe(204);
    expect((await server.core.history.messages()).messages).toMatchObject([
      { name: "Kim", contact: "kim@example.com", text: "Hi", callId: visitor.call.id },
    ]);
  });

  test("an agent in a call is not rung; the queue's head rings when it is free", async () => {
    const { agent, visitor, id } = await connectedCall();
    const [second, third] = [await server.caller(), await server.caller()];
    expect(second.call.phase).toMatchObject({ name: "queued", position: 1, anyoneOnline: true });
    expect(third.call.phase).toMatchObject({ name: "queued", position: 2 });
    await agent.got("desk", ({ waiting }) => waiting.length === 2);
    await second.command(second.call.id, { type: "cancel" });
    await third.got(
      "update",
      ({ call }) => call.phase.name === "queued" && call.phase.position === 1,
    );
    await visitor.command(id, { type: "hangup" });
    await third.phase("ringing");
    await agent.got("desk", ({ incoming }) => incoming[0]?.callId === third.call.id);
  });
});

describe("a seat", () => {
  test("is taken over with the ticket; the older page lets go and its end says nothing", async () => {
    const { agent, visitor, id } = await connectedCall();
    const next = await server.visitor();
    const joined = await next.ask("join", {
      callId: id,
      ticket: visitor.ticket,
      lastSeq: 0,
      fresh: true,
    });
    expect(joined).toMatchObject({
      ok: true,
      value: { call: { phase: { name: "reconnecting", cause: "page" }, legs: [{ epoch: 2 }] } },
    });
    expect(await visitor.got("replaced")).toEqual({ callId: id });
    visitor.socket.disconnect();
    await next.command(id, up("agent-a", 2));
    await agent.command(id, up("agent-a", 2));
    await next.phase("connected");
  });

  test("stays with whoever holds the newest ticket", async () => {
    const visitor = await server.caller();
    const { id } = visitor.call;
    const ask = async (ticket: string) => {
      const client = await server.visitor();
      return client.ask("join", { callId: id, ticket, lastSeq: 0, fresh: false });
    };
    // The first ticket is good until the second, which the caller holds, is first used.
    const { ticket: first } = visitor;
    const used = await ask(first);
    expect(used).toMatchObject({ ok: true });
    expect(await ask(`1.${first.slice(2)}`)).toMatchObject({ error: { code: "ticket_expired" } });
    expect(await ask("")).toMatchObject({ error: { code: "ticket_expired" } });
    expect(await ask(first)).toMatchObject({ ok: true });
  });

  test("kept while the page changes: the beacon is no hang-up", async () => {
    const { agent, visitor, id } = await connectedCall();
    const answer = await server.post("leaving", { callId: id, ticket: visitor.ticket });
    expect(answer.status).toBe(204);
    await agent.got("update", ({ call }) => call.participants[0]?.presence === "leaving");
    await agent.command(id, {
      type: "report",
      leg: { agentId: "agent-a", epoch: 1, state: "down" },
    });
    await agent.phase("reconnecting");
    server.clock.advance(30_000);
    expect(await endOf(agent)).toMatchObject({ reason: "connection_lost" });
  });

  test("gets the chat that it missed", async () => {
    const { agent, visitor, id } = await connectedCall();
    const chat = { type: "chat", message: { id: newKey(), text: "hello" } };
    await agent.command(id, chat);
    const { call } = await visitor.got("update", ({ chat: sent }) => sent?.text === "hello");
    await agent.command(id, chat);
    await agent.command(id, { type: "chat", message: { id: newKey(), text: "again" } });
    const next = await server.visitor();
    const joined = await next.ask("join", {
      callId: id,
      ticket: visitor.ticket,
      lastSeq: call.seq,
      fresh: false,
    });
    expect(joined).toMatchObject({ ok: true, value: { chat: [{ text: "again" }] } });
  });
});

test("signals reach only the two ends of a leg, and wait for a visitor not yet there", async () => {
  const [a, b] = [await server.agent("agent-a"), await server.agent("agent-b")];
  const { call, ticket } = await server.knock();
  await a.got("desk", ({ incoming }) => incoming.length === 1);
  const candidate = { type: "candidate", candidate: null };
  const toVisitor = { callId: call.id, to: "visitor", epoch: 1, payload: candidate };
  expect(await a.ask("signal", toVisitor)).toEqual({ ok: true, value: null });
  const visitor = await server.visitor();
  await visitor.ask("join", { callId: call.id, ticket, lastSeq: 0, fresh: false });
  expect(await visitor.got("signal")).toMatchObject({ from: "agent-a", epoch: 1 });
  await visitor.ask("signal", { ...toVisitor, to: "agent-a" });
  expect(await a.got("signal")).toMatchObject({ from: "visitor" });
  expect(b.all("signal")).toEqual([]);
  await a.command(call.id, { type: "accept" });
  expect(await b.ask("signal", toVisitor)).toMatchObject({ error: { code: "not_found" } });
  a.socket.disconnect();
  await expect
    .poll(() => visitor.ask("signal", { ...toVisitor, to: "agent-a" }))
    .toMatchObject({ error: { code: "not_found" } });
  const stranger = await server.visitor();
  expect(await stranger.ask("signal", { ...toVisitor, to: "agent-a" })).toMatchObject({
    error: { code: "not_found" },
  });
});

describe("refused", () => {
  test("another website's origin, on HTTP and on the socket", async () => {
    const answer = await server.post("knock", knockBody(), "https://evil.example");
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "forbidden_origin" });
    expect((await server.post("knock", knockBody(), null)).status).toBe(403);
    await expect(server.visitor("https://evil.example")).rejects.toMatchObject({
      data: { code: "forbidden_origin" },
    });
  });

  test("an agent's socket without a ticket, and one whose session ends", async () => {
    await expect(server.agent("nobody")).rejects.toMatchObject({ data: { code: "unauthorized" } });
    const agent = await server.agent("agent-a");
    server.endSession("s-agent-a");
    await agent.got("signed_out");
    expect((await server.knock()).call.phase).toMatchObject({
      name: "queued",
    });
  });

  test("what is no knock, clearly", async () => {
    const status = async (body: unknown) => (await server.post("knock", body)).status;
    expect(await status("{")).toBe(400);
    expect(await status({ ...knockBody(), v: 99 })).toBe(426);
    expect(await status({ ...knockBody(), site: "none" })).toBe(404);
    expect(await status({ ...knockBody(), identity: { token: "a.b.c" } })).toBe(401);
    expect(await status("x".repeat(100_000))).toBe(413);
  });

  test("a flood from one address; the limit says when to come back", async () => {
    const statuses = new Map<number, number>();
    for (let n = 0; n < 100; n += 1) {
      const { status } = await server.post("knock", knockBody());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses).toEqual(
      new Map([
        [200, 12],
        [429, 88],
      ]),
    );
    const answer = await server.post("knock", knockBody());
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(answer.headers.get("access-control-allow-origin")).not.toBeNull();
  });

  test("malformed events, while the call goes on", async () => {
    const roomy = new CallServer({ eventsPerSocket: { burst: 1e6, perSecond: 1e6 } });
    await roomy.start();
    const kept = server;
    server = roomy;
    try {
      const { agent, visitor, id } = await connectedCall();
      const stranger = await server.visitor();
      const name = fc.oneof(
        fc.constantFrom("join", "command", "signal", "ice", "available", "__proto__", "toString"),
        fc.string({ minLength: 1, maxLength: 20 }).filter((event) => !RESERVED.has(event)),
      );
      const fuzz = fc.tuple(name, fc.jsonValue());
      await fc.assert(
        fc.asyncProperty(fuzz, async ([event, payload]) => {
          for (const client of [stranger, agent]) {
            const ack = await client.ask(event, payload);
            expect(ack.ok && event !== "available").toBe(false);
          }
        }),
        { numRuns: 1000 },
      );
      stranger.socket.emit("command");
      stranger.socket.emit("command", null, 1, "more");
      await visitor.command(id, { type: "hangup" });
      expect(await endOf(agent)).toMatchObject({ reason: "hangup" });
    } finally {
      server = kept;
      await roomy.dispose();
    }
  }, 30_000);
});

/** Socket.IO refuses to send these itself. */
const RESERVED = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

test("a side cannot say of the other that it ended the call in any way but two", async () => {
  const { visitor, id } = await connectedCall();
  const forged = { type: "ended_by_peer", reason: "declined", by: "agent" };
  expect(await visitor.command(id, forged)).toMatchObject({ error: { code: "bad_request" } });
  const lost = { type: "ended_by_peer", reason: "connection_lost", by: "agent" };
  expect(await visitor.command(id, lost)).toMatchObject({
    ok: true,
    value: { call: { phase: { name: "ended", reason: "connection_lost", by: "system" } } },
  });
});

describe("sent twice", () => {
  test("a knock opens one call", async () => {
    const body = knockBody();
    const [one, two] = await Promise.all([server.knock(body), server.knock(body)]);
    expect(one.call.id).toBe(two.call.id);
    expect(one.ticket).toBe(two.ticket);
  });

  test("a command answers again and does nothing more", async () => {
    const { agent, visitor, id } = await connectedCall();
    const key = newKey();
    const hold = { type: "hold", on: true };
    const first = await agent.command(id, hold, key);
    await agent.command(id, { type: "hold", on: false });
    const again = await agent.command(id, hold, key);
    expect(first).toMatchObject({ ok: true });
    expect(again).toMatchObject({ ok: true, value: { call: { phase: { onHold: false } } } });
    const refused = newKey();
    const taken = { type: "accept" };
    const other = await server.agent("agent-b");
    const no = await other.command(id, taken, refused);
    expect(await other.command(id, taken, refused)).toEqual(no);
    await visitor.command(id, { type: "hangup" });
  });
});

describe("killed and started again", () => {
  test("a live call goes on, a waiting one rings again, deadlines are re-armed", async () => {
    const { id, visitor } = await connectedCall();
    const waiting = await server.knock();
    expect(waiting.call.phase.name).toBe("queued");
    await server.kill();
    server.clock.advance(3_600_000);
    await server.start();

    const phases = [...server.core.service.active.values()].map(({ state }) => state.phase.name);
    expect(phases).toEqual(["connected", "queued"]);
    const back = await server.visitor();
    const joined = await back.ask("join", {
      callId: id,
      ticket: visitor.ticket,
      lastSeq: 0,
      fresh: false,
    });
    expect(joined).toMatchObject({ ok: true, value: { call: { phase: { name: "connected" } } } });
    const agent = await server.agent("agent-a", false);
    expect(await agent.got("desk")).toMatchObject({ available: true, currentCallId: id });
    await agent.ask("join", { callId: id, lastSeq: 0, fresh: false });

    // The visitor who knocked never came back: absent for 15 s.
    server.clock.advance(15_000);
    await server.core.settled();
    expect(server.core.callsByPhase()).toEqual({ connected: 1 });
    await agent.command(id, { type: "hangup" });
    expect(await endOf(back)).toMatchObject({ reason: "hangup", by: "agent" });
  });

  test("shutting down ends what only waits", async () => {
    const { visitor } = await connectedCall();
    const waiting = await server.caller();
    await server.core.drain();
    expect(await endOf(waiting)).toMatchObject({ reason: "server_shutdown", by: "system" });
    expect(visitor.all("update").at(-1)?.call.phase.name).toBe("connected");
    expect((await server.post("knock", knockBody())).status).toBe(409);
  });
});

describe("an identity token", () => {
  test("opens one call and shows as verified", async () => {
    const token = await new SignJWT({ name: "Kim", jti: "one" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject("customer-7")
      .setAudience(SITE.key)
      .setExpirationTime(server.clock.now() / 1000 + 60)
      .sign(new TextEncoder().encode(SITE.identityKeys?.[0]));
    const agent = await server.agent("agent-a");
    const body = { ...knockBody(), identity: { token } };
    const { call } = await server.knock(body);
    const { incoming } = await agent.got("desk", (desk) => desk.incoming.length === 1);
    expect(incoming[0]?.card).toMatchObject({ name: "Kim", verified: true });
    // The same knock asked again is no replay; another knock with the same token is one.
    expect((await server.knock(body)).call.id).toBe(call.id);
    expect((await server.post("knock", { ...body, key: newKey() })).status).toBe(401);
  });
});

describe("a console", () => {
  test("gone for 30 s rings no more; back again it is available as before", async () => {
    const agent = await server.agent("agent-a");
    agent.socket.disconnect();
    const visitor = await server.caller();
    expect(visitor.call.phase.name).toBe("ringing");
    server.clock.advance(29_000);
    await server.core.settled();
    server.clock.advance(1_000);
    await server.core.settled();
    expect(server.core.presence.anyoneOnline()).toBe(false);
    await server.agent("agent-a", false);
    expect(server.core.presence.anyoneOnline()).toBe(true);
  });

  test("of an agent who takes one call loses the cards of the others", async () => {
    const agent = await server.agent("agent-a");
    const [first, second] = [await server.caller(), await server.caller()];
    await agent.got("desk", ({ incoming }) => incoming.length === 2);
    await agent.command(first.call.id, { type: "accept" });
    expect(await agent.got("ring_ended", ({ callId }) => callId === second.call.id)).toMatchObject({
      outcome: "elsewhere",
    });
    await second.phase("queued");
    expect(await agent.command(second.call.id, { type: "accept" })).toMatchObject({
      error: { code: "busy" },
    });
  });
});

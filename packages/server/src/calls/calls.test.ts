import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKey, up } from "../testing/call-client.ts";
import { CallServer, IDENTITY_KEY, knockBody, SITE } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

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
    expect(await winner.end()).toEqual({
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
    expect(await first.end()).toMatchObject({ reason: "declined", by: "agent" });

    const second = await server.caller();
    await second.command(second.call.id, { type: "cancel" });
    expect(await second.end()).toMatchObject({ reason: "cancelled", by: "visitor" });
    await agent.got("ring_ended", ({ callId }) => callId === second.call.id);

    const third = await server.caller();
    server.clock.advance(30_000);
    expect(await third.end()).toMatchObject({ reason: "no_answer", by: "system" });
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
    expect(await visitor.end()).toMatchObject({ reason: "no_agents", by: "system" });
    const { key, page, site, v } = knockBody();
    const message = { v, site, key, page, name: "Kim", contact: "kim@example.com", text: "Hi" };
    const left = { ...message, callId: visitor.call.id };
    expect((await server.post("messages", left)).status).toBe(204);
    expect((await server.post("messages", left)).status).toBe(204);
    expect(
      (await server.core.history.messages({ before: null, limit: 50 })).messages,
    ).toMatchObject([
      { name: "Kim", contact: "kim@example.com", text: "Hi", callId: visitor.call.id },
    ]);
  });

  test("an agent in a call is not rung; the queue's head rings when it is free", async () => {
    const { agent, visitor, id } = await server.connectedCall();
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

test("a side cannot say of the other that it ended the call in any way but two", async () => {
  const { visitor, id } = await server.connectedCall();
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
    const { agent, visitor, id } = await server.connectedCall();
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

describe("an identity token", () => {
  test("opens one call and shows as verified", async () => {
    const token = await new SignJWT({ name: "Kim", jti: "one" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject("customer-7")
      .setAudience(SITE.key)
      .setExpirationTime(server.clock.now() / 1000 + 60)
      .sign(new TextEncoder().encode(IDENTITY_KEY));
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

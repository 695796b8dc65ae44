import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Client, newKey } from "../testing/call-client.ts";
import { CallServer, knockBody } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

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

  test("hears of a visitor's message as it comes, also where nobody is rung", async () => {
    const agent = await server.agent("agent-a", false);
    await agent.got("desk", ({ lastMessageAt }) => lastMessageAt === null);
    server.clock.advance(1_000);
    const { key, page, site, v } = knockBody();
    const message = { v, site, key, page, name: "", contact: "kim@example.com", text: "Hi" };
    expect((await server.post("messages", message)).status).toBe(204);
    await agent.got("desk", ({ lastMessageAt }) => lastMessageAt === server.clock.now());
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

describe("desks", () => {
  const EVERY_MS = 200;
  beforeEach(async () => {
    await server.dispose();
    server = new CallServer({ deskEveryMs: EVERY_MS });
    await server.start();
  });
  const flushed = () => new Promise((resolve) => setImmediate(resolve));
  /** The server has told this page all that it had to tell. */
  const quiet = async (client: Client) => {
    await flushed();
    await client.ask("ice", { callId: newKey() });
  };
  const pushes = (client: Client) => client.all("desk").length;

  test("are told of the first change at once, and of many that follow in one", async () => {
    const agent = await server.agent("agent-a", false);
    await agent.got("desk");
    server.clock.advance(EVERY_MS);
    const before = pushes(agent);
    for (let n = 0; n < 6; n += 1) await server.knock();
    await quiet(agent);
    expect(pushes(agent)).toBe(before + 1);
    server.clock.advance(EVERY_MS);
    const { waiting } = await agent.got("desk", (desk) => desk.waiting.length === 6);
    expect(waiting).toHaveLength(6);
    expect(pushes(agent)).toBe(before + 2);
  });

  test("ring at once, however much else there is to tell", async () => {
    const agent = await server.agent("agent-a");
    const calls: string[] = [];
    for (let n = 0; n < 2; n += 1) calls.push((await server.knock()).call.id);
    const told = await agent.got("desk", ({ incoming }) => incoming.length === calls.length);
    expect(told.incoming.map(({ callId }) => callId)).toEqual(calls);
  });

  test("hear nothing of visitors' pages that come and go, nor of what they do not show", async () => {
    const agent = await server.agent("agent-a", false);
    const visitor = await server.caller();
    const { id } = visitor.call;
    server.clock.advance(EVERY_MS);
    await quiet(agent);
    const before = pushes(agent);
    const stranger = await server.visitor();
    stranger.socket.disconnect();
    const permission = { microphone: "granted", camera: "granted" };
    await visitor.command(id, { type: "permission", permission });
    server.clock.advance(EVERY_MS);
    await (await server.visitor()).ask("ice", { callId: newKey() });
    await quiet(agent);
    expect(pushes(agent)).toBe(before);
  });
});

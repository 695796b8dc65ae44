import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

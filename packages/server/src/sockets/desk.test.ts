import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CallServer } from "../testing/call-server.ts";

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

import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKey } from "../testing/call-client.ts";
import { CallServer, knockBody, ORIGIN } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

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

  test("a socket that is neither a visitor's nor an agent's", async () => {
    await expect(server.nobody()).rejects.toMatchObject({ data: { code: "unauthorized" } });
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

  test("an agent's socket whose session ended while it was being opened", async () => {
    server.over.add("s-agent-a");
    const agent = await server.agent("agent-a", false);
    await agent.gone();
    const other = await server.agent("agent-b");
    expect(other.socket.connected).toBe(true);
  });

  test("what is no knock, clearly", async () => {
    const status = async (body: unknown) => (await server.post("knock", body)).status;
    expect(await status("{")).toBe(400);
    expect(await status({ ...knockBody(), v: 99 })).toBe(426);
    expect(await status({ ...knockBody(), site: "none" })).toBe(404);
    expect(await status({ ...knockBody(), identity: { token: "a.b.c" } })).toBe(401);
    expect(await status("x".repeat(100_000))).toBe(413);
  });

  test("an address that knocks and cancels: the relay's credentials are for all", async () => {
    await server.agent("agent-a");
    const flooder = "203.0.113.9";
    const cancelled = async () => {
      const { call } = await server.knock({}, flooder);
      await server.core.service.dispatch(call.id, { type: "cancel", who: "visitor" });
      server.clock.advance(1_000);
    };
    for (let n = 0; n < 20; n += 1) await cancelled();
    const knock = (address: string) => server.post("knock", knockBody(), ORIGIN, address);
    const refused = await knock(flooder);
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { code: "rate_limited", retryAfterS: 580 },
    ]);
    expect((await knock("198.51.100.7")).status).toBe(200);
    // The credentials of the first one have expired.
    server.clock.advance(600_000 - 20_000);
    expect((await knock(flooder)).status).toBe(200);
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

  test("a flood from a home's IPv6 network, whose addresses are 256 to the limits", async () => {
    let waiting = 0;
    for (let n = 0; n < 60; n += 1) {
      const subnet = (n % 16).toString(16);
      const address = `2001:db8:0:12${subnet}0::${n.toString(16)}`;
      const { status } = await server.post("knock", knockBody(), ORIGIN, address);
      if (status === 200) waiting += 1;
    }
    expect(waiting).toBe(20);
    const answer = await server.post("knock", knockBody(), ORIGIN, "2001:db8:1::1");
    expect(answer.status).toBe(200);
  });

  test("a flood of messages from such a network", async () => {
    const { page, site, v } = knockBody();
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const message = { v, site, page, key: newKey(), name: "", contact: "k@x.y", text: "Hi" };
      const address = `2001:db8:0:${n.toString(16)}::1`;
      statuses.push((await server.post("messages", message, ORIGIN, address)).status);
    }
    expect(statuses.filter((status) => status === 204)).toHaveLength(30);
  });

  test("malformed events, while the call goes on", async () => {
    const roomy = new CallServer({ eventsPerSocket: { burst: 1e6, perSecond: 1e6 } });
    await roomy.start();
    const kept = server;
    server = roomy;
    try {
      const { agent, visitor, id } = await server.connectedCall();
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
      expect(await agent.end()).toMatchObject({ reason: "hangup" });
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

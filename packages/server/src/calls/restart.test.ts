import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKey } from "../testing/call-client.ts";
import { CallServer, knockBody } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

describe("killed and started again", () => {
  test("a live call goes on, a waiting one rings again, deadlines are re-armed", async () => {
    const { id, visitor } = await server.connectedCall();
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
    expect(await back.end()).toMatchObject({ reason: "hangup", by: "agent" });
  });

  test("what was said and done without the server has the time at which it was", async () => {
    const { id, visitor } = await server.connectedCall();
    server.clock.advance(10_000);
    await server.kill();
    server.clock.advance(60_000);
    await server.start();
    const back = await server.visitor();
    await back.ask("join", { callId: id, ticket: visitor.ticket, lastSeq: 0, fresh: false });
    const agent = await server.agent("agent-a", false);
    await agent.ask("join", { callId: id, lastSeq: 0, fresh: false });
    const late = async (client: typeof agent, command: object, agoMs: number) =>
      expect(
        await client.ask("command", { callId: id, key: newKey(), command, agoMs }),
      ).toMatchObject({ ok: true });
    const says = (text: string) => ({ type: "chat", message: { id: newKey(), text } });
    await late(agent, says("second"), 40_000);
    await late(back, says("first"), 50_000);
    await late(agent, says("third"), 35_000);
    await late(back, { type: "hangup" }, 30_000);
    const whole = await server.core.history.call(id);
    expect(whole?.chat.map(({ text }) => text)).toEqual(["first", "second", "third"]);
    const arrived = whole?.timeline.flatMap(({ at, type }) => (type === "chat" ? [at] : []));
    expect(new Set(arrived)).toEqual(new Set([server.clock.now()]));
    const again = await server.core.store.chatSince(id, 0);
    expect(again.map(({ text }) => text)).toEqual(["first", "second", "third"]);
    expect(whole?.call).toMatchObject({ durationMs: 40_000, endedBy: "visitor" });
  });

  test("an agent whose call nobody came back to is free 45 s after signing in", async () => {
    const { id } = await server.connectedCall();
    await server.kill();
    server.clock.advance(60_000);
    await server.start();
    const { service } = server.core;
    server.clock.advance(3_600_000);
    await server.core.settled();
    expect(service.active.get(id)?.state.phase.name).toBe("connected");

    const agent = await server.agent("agent-a");
    expect(await agent.got("desk")).toMatchObject({ currentCallId: id });
    server.clock.advance(45_000);
    await agent.got("desk", ({ currentCallId }) => currentCallId === null);
  });

  test("shutting down ends what only waits", async () => {
    const { visitor } = await server.connectedCall();
    const waiting = await server.caller();
    await server.core.drain();
    expect(await waiting.end()).toMatchObject({ reason: "server_shutdown", by: "system" });
    expect(visitor.all("update").at(-1)?.call.phase.name).toBe("connected");
    expect((await server.post("knock", knockBody())).status).toBe(409);
  });
});

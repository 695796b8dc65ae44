import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newKey, up } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";
import { KEPT_OVER } from "./seats.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

describe("a seat", () => {
  test("is taken over with the ticket; the older page lets go and its end says nothing", async () => {
    const { agent, visitor, id } = await server.connectedCall();
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

  test("an agent has it for last words after the call, and not for ever", async () => {
    const { agent, visitor, id } = await server.connectedCall();
    await visitor.command(id, { type: "hangup" });
    const says = (): Promise<unknown> => {
      const message = { id: newKey(), text: "Goodbye" };
      return agent.command(id, { type: "chat", message });
    };
    expect(await says()).toMatchObject({ ok: true });
    for (let n = 0; n < KEPT_OVER; n += 1) {
      const unanswered = await server.knock({}, `198.51.100.${n}`);
      const withdrawn = { type: "cancel", who: "visitor" } as const;
      await server.core.service.dispatch(unanswered.call.id, withdrawn);
    }
    expect(await says()).toMatchObject({ ok: true });
    for (let n = 0; n < KEPT_OVER; n += 1) {
      const { call } = await server.knock({}, `203.0.113.${n}`);
      await agent.got("desk", ({ incoming }) => incoming.some((ring) => ring.callId === call.id));
      await agent.command(call.id, { type: "accept" });
      await agent.command(call.id, { type: "hangup" });
    }
    expect(await says()).toMatchObject({ error: { code: "not_found" } });
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
    const { agent, visitor, id } = await server.connectedCall();
    const answer = await server.post("leaving", { callId: id, ticket: visitor.ticket });
    expect(answer.status).toBe(204);
    await agent.got("update", ({ call }) => call.participants[0]?.presence === "leaving");
    await agent.command(id, {
      type: "report",
      leg: { agentId: "agent-a", epoch: 1, state: "down" },
    });
    await agent.phase("reconnecting");
    server.clock.advance(30_000);
    expect(await agent.end()).toMatchObject({ reason: "connection_lost" });
  });

  test("is kept through a change of the agent's password: the console comes back for it", async () => {
    const { agent, visitor, id } = await server.connectedCall();
    server.endSession("s-agent-a", "renewed");
    // The browser has to receive its new cookie first.
    server.clock.advance(1_499);
    expect(await agent.ask("ice", { callId: id })).toMatchObject({ ok: true });
    server.clock.advance(1);
    await agent.gone();
    expect(agent.all("signed_out")).toEqual([]);
    await visitor.got("update", ({ call }) =>
      call.participants.some(({ role, presence }) => role === "agent" && presence === "away"),
    );

    const again = await server.agent("agent-a");
    const joined = await again.ask("join", { callId: id, lastSeq: 0, fresh: false });
    expect(joined).toMatchObject({ ok: true, value: { call: { phase: { name: "connected" } } } });
  });

  test("is not taken by a page that closed while its accept was being written", async () => {
    const agent = await server.agent("agent-a");
    const visitor = await server.caller();
    const { id } = visitor.call;
    await agent.got("desk", ({ incoming }) => incoming.length === 1);
    const { service } = server.core;
    const dispatch = service.dispatch.bind(service);
    vi.spyOn(service, "dispatch").mockImplementationOnce(async (...accept) => {
      agent.socket.disconnect();
      await expect.poll(() => server.openConsoles).toBe(0);
      return dispatch(...accept);
    });
    agent.socket.emit("command", { callId: id, key: newKey(), command: { type: "accept" } });
    const { call } = await visitor.phase("connecting");
    expect(call.participants.map(({ presence }) => presence)).toEqual(["here", "here"]);
    await visitor.got("update", ({ call: { participants } }) =>
      participants.some(({ role, presence }) => role === "agent" && presence === "away"),
    );
  });

  test("gets the chat that it missed", async () => {
    const { agent, visitor, id } = await server.connectedCall();
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

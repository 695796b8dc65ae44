import { DeskState, VisitorIncoming } from "@knockknock/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Client, newKey, up } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

const callBack = (agent: Client, callId: string, key = newKey()) =>
  agent.ask("call_back", { callId, key });
const isReachable = (agent: Client, callId: string) =>
  agent.got("desk", ({ reachable }) => reachable.includes(callId));
const lastReachable = (agent: Client) => agent.all("desk").at(-1)?.reachable;

/** A visitor who was declined, and who is still there; agent-a sees that. */
async function knockedInVain() {
  const agent = await server.agent("agent-a");
  const visitor = await server.caller({ identity: { name: "Kim" } });
  const { id } = visitor.call;
  await agent.got("desk", ({ incoming }) => incoming.length === 1);
  await agent.command(id, { type: "decline" });
  await visitor.phase("ended");
  await isReachable(agent, id);
  return { agent, visitor, id };
}

/** The page of a visitor that takes the seat it was offered. */
async function rings(visitor: Client) {
  const { call, ticket } = VisitorIncoming.parse(await visitor.got("incoming"));
  const join = { callId: call.id, ticket, lastSeq: 0, fresh: false };
  expect(await visitor.ask("join", join)).toMatchObject({ ok: true });
  return call;
}

describe("calling back", () => {
  test("rings at the visitor's page, who sees who calls, accepts and talks", async () => {
    const { agent, visitor, id } = await knockedInVain();
    const ack = await callBack(agent, id);
    expect(ack).toMatchObject({
      ok: true,
      value: { call: { direction: "outbound", phase: { name: "ringing" } } },
    });
    const call = await rings(visitor);
    expect(call.participants.map(({ name }) => name)).toEqual(["Kim", "Agent a"]);
    expect(await visitor.command(call.id, { type: "accept" })).toMatchObject({ ok: true });
    await visitor.command(call.id, up("agent-a"));
    await agent.command(call.id, up("agent-a"));
    await agent.phase("connected");
    await visitor.command(call.id, { type: "hangup" });
    await agent.phase("ended");
    // The visitor was spoken to: no knock in vain is left.
    expect(await callBack(agent, id)).toMatchObject({ error: { code: "not_found" } });
  });

  test("declined or unanswered, the knock stays where it was, and the visitor is not pestered", async () => {
    const { agent, visitor, id } = await knockedInVain();
    await callBack(agent, id);
    const call = await rings(visitor);
    await visitor.command(call.id, { type: "decline" });
    expect((await agent.phase("ended")).call.phase).toMatchObject({
      reason: "declined",
      by: "visitor",
    });
    expect(await callBack(agent, id)).toMatchObject({ ok: true });
    server.clock.advance(31_000);
    await server.core.settled();
    expect(await callBack(agent, id)).toMatchObject({ error: { code: "rate_limited" } });
  });

  test("a visitor who knocked several times is not called more often for it", async () => {
    const { agent, visitor, id } = await knockedInVain();
    const { call, ticket } = await server.knock();
    await visitor.ask("join", { callId: call.id, ticket, lastSeq: 0, fresh: false });
    await agent.got("desk", ({ incoming }) => incoming.length === 1);
    await agent.command(call.id, { type: "decline" });
    await isReachable(agent, call.id);
    for (const origin of [id, call.id]) {
      const ack = await callBack(agent, origin);
      if (!ack.ok) throw new Error(ack.error.message);
      const { call: ringing } = ack.value as { call: { id: string } };
      await agent.command(ringing.id, { type: "hangup" });
      await agent.got(
        "update",
        (told) => told.call.id === ringing.id && told.call.phase.name === "ended",
      );
    }
    expect(await callBack(agent, id)).toMatchObject({ error: { code: "rate_limited" } });
    expect(await callBack(agent, call.id)).toMatchObject({ error: { code: "rate_limited" } });
  });

  test("what the caller sends is known once it is answered: it was said while it rang", async () => {
    const { agent, visitor, id } = await knockedInVain();
    await callBack(agent, id);
    const call = await rings(visitor);
    const media = { microphone: "on", camera: "on", screen: false, n: 2 };
    const permission = { microphone: "granted", camera: "granted" };
    for (const command of [
      { type: "permission", permission },
      { type: "media", media: { ...media, camera: "none", n: 1 } },
      { type: "media", media },
    ]) {
      expect(await agent.command(call.id, command)).toMatchObject({ ok: true });
    }
    await visitor.command(call.id, { type: "accept" });
    const { participants } = (await visitor.phase("connecting")).call;
    expect(participants.at(-1)).toMatchObject({ role: "agent", media, permission });
  });

  test("the same key opens one call", async () => {
    const { agent, visitor, id } = await knockedInVain();
    const key = newKey();
    const first = await callBack(agent, id, key);
    const call = await rings(visitor);
    expect(first).toMatchObject({ value: { call: { id: call.id } } });
    const again = () => callBack(agent, id, key);
    expect(await again()).toMatchObject({ ok: true, value: { call: { id: call.id } } });
    // Not even the limit counts it, nor does the visitor's answer change whose key it is.
    await visitor.command(call.id, { type: "accept" });
    for (let n = 0; n < 3; n += 1) {
      expect(await again()).toMatchObject({ ok: true, value: { call: { id: call.id } } });
    }
    const colleague = await server.agent("agent-b");
    expect(await callBack(colleague, id, key)).toMatchObject({ error: { code: "not_found" } });
    expect(visitor.all("incoming")).toHaveLength(1);
  });

  test("nobody is called whose page is gone, who is in a call, or who was answered", async () => {
    const { agent, visitor, id } = await knockedInVain();
    expect(await callBack(agent, newKey())).toMatchObject({ error: { code: "not_found" } });
    const colleague = await server.agent("agent-b");
    await callBack(agent, id);
    expect(await callBack(colleague, id)).toMatchObject({ error: { code: "not_found" } });
    const busy = await server.caller();
    expect(await callBack(colleague, busy.call.id)).toMatchObject({ error: { code: "not_found" } });
    visitor.socket.disconnect();
    await agent.got("desk", ({ reachable }) => !reachable.includes(id));
    expect(lastReachable(colleague)).not.toContain(id);
  });

  test("reaches who was cut off in the middle of a call, once the page is back", async () => {
    const { agent, visitor, id } = await server.connectedCall();
    await agent.command(id, { type: "ended_by_peer", reason: "connection_lost" });
    expect(await agent.end()).toMatchObject({ reason: "connection_lost" });
    visitor.socket.disconnect();
    const back = await server.visitor();
    const join = { callId: id, ticket: visitor.ticket, lastSeq: 0, fresh: false };
    expect(await back.ask("join", join)).toMatchObject({ ok: true });
    await isReachable(agent, id);
    expect(await callBack(agent, id)).toMatchObject({ ok: true });
    await rings(back);
  });

  test("an agent in a call cannot call; a caller who gives up ends the ringing", async () => {
    const { agent, visitor, id } = await knockedInVain();
    await callBack(agent, id);
    const call = await rings(visitor);
    const second = await server.caller();
    await second.command(second.call.id, { type: "cancel" });
    await second.phase("ended");
    await isReachable(agent, second.call.id);
    expect(await callBack(agent, second.call.id)).toMatchObject({ error: { code: "busy" } });
    await agent.command(call.id, { type: "hangup" });
    expect(
      (
        await visitor.got(
          "update",
          (told) => told.call.id === call.id && told.call.phase.name === "ended",
        )
      ).call.phase,
    ).toMatchObject({ reason: "cancelled", by: "agent" });
  });

  test("rings on, on the next page of the visitor's tab", async () => {
    const { agent, visitor, id } = await knockedInVain();
    await callBack(agent, id);
    visitor.socket.disconnect();
    const next = await server.visitor();
    const join = { callId: id, ticket: visitor.ticket, lastSeq: 0, fresh: false };
    expect(await next.ask("join", join)).toMatchObject({ ok: true });
    await rings(next);
  });

  test("a caller's page that was reloaded warms a new connection", async () => {
    const { agent, visitor, id } = await knockedInVain();
    await callBack(agent, id);
    const call = await rings(visitor);
    agent.socket.disconnect();
    const again = await server.agent("agent-a");
    const desk = DeskState.parse(await again.got("desk", (state) => state.currentCallId !== null));
    expect(desk.currentCallId).toBe(call.id);
    await again.ask("join", { callId: call.id, lastSeq: 0, fresh: true });
    const { call: after } = await visitor.got("update", (told) => told.call.legs[0]?.epoch === 2);
    expect(after.phase.name).toBe("ringing");
  });
});

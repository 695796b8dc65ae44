import { afterEach, beforeEach, expect, test } from "vitest";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;

beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

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

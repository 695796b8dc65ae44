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

test("a leg whose page is gone is warmed anew by another page of the agent", async () => {
  const [first, second] = [await server.agent("agent-a"), await server.agent("agent-a")];
  const visitor = await server.caller();
  const callId = visitor.call.id;
  const candidate = { type: "candidate", candidate: null };
  const offers = (epoch: number) => ({ callId, to: "visitor", epoch, payload: candidate });
  const answers = (epoch: number) => ({ callId, to: "agent-a", epoch, payload: candidate });
  const cardOf = (page: typeof first, epoch: number | null) =>
    page.got("desk", ({ incoming: [card] }) => card !== undefined && epochOf(card) === epoch);
  await cardOf(second, 1);
  await cardOf(first, null);
  expect(await second.ask("signal", offers(1))).toMatchObject({ ok: true });
  expect(await first.ask("signal", offers(1))).toMatchObject({ error: { code: "conflict" } });

  second.socket.disconnect();
  await cardOf(first, 2);
  await visitor.got("update", ({ call }) => call.legs[0]?.epoch === 2);
  expect(await first.ask("signal", offers(2))).toMatchObject({ ok: true });
  expect(await visitor.ask("signal", answers(2))).toMatchObject({ ok: true });
  expect(await first.got("signal")).toMatchObject({ from: "visitor", epoch: 2 });
});

test("in a call, what no page of the agent could take goes to none of them", async () => {
  const { agent, visitor, id: callId } = await server.connectedCall();
  const idle = await server.agent("agent-a");
  agent.socket.disconnect();
  const payload = { type: "candidate", candidate: null };
  await expect
    .poll(() => visitor.ask("signal", { callId, to: "agent-a", epoch: 1, payload }))
    .toMatchObject({ error: { code: "not_found" } });
  expect(idle.all("signal")).toEqual([]);
});

const epochOf = ({ prewarm }: { prewarm: { epoch: number } | null }) => prewarm?.epoch ?? null;

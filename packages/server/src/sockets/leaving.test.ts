import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newKey, up } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;
beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

test("a page's leaving that could not be written is written two seconds later", async () => {
  const visitor = await server.caller();
  const { id } = visitor.call;
  const { service } = server.core;
  const failing = vi
    .spyOn(service, "dispatchAll")
    .mockRejectedValueOnce(new Error("the disk is full"));
  visitor.socket.disconnect();
  await expect.poll(() => failing.mock.calls.length).toBe(1);
  const presence = () => service.active.get(id)?.state.visitor.presence;
  expect(presence()).toBe("here");
  server.clock.advance(2_000);
  await expect.poll(presence).toBe("away");
});

const leave = (callId: string, ticket: string) => server.post("leaving", { callId, ticket });
const presence = (id: string) => server.core.service.active.get(id)?.state.visitor.presence;

test("a beacon that comes after the next page has joined says nothing of that page", async () => {
  const { id, visitor } = await server.connectedCall();
  const next = await server.visitor();
  const joined = await next.ask("join", {
    callId: id,
    ticket: visitor.ticket,
    lastSeq: 0,
    fresh: true,
  });
  expect((await leave(id, visitor.ticket)).status).toBe(410);
  expect(presence(id)).toBe("here");
  if (!joined.ok) throw new Error(joined.error.message);
  // Its own beacon counts, however often the page before came in.
  const { ticket } = joined.value as { ticket: string };
  expect((await leave(id, ticket)).status).toBe(204);
  expect(presence(id)).toBe("leaving");
});

test("nor does one that is looked at while the next page joins", async () => {
  const { id, visitor } = await server.connectedCall();
  const next = await server.visitor();
  const { service } = server.core;
  const dispatch = service.dispatch.bind(service);
  vi.spyOn(service, "dispatch").mockImplementationOnce(async (...leaving) => {
    await next.ask("join", { callId: id, ticket: visitor.ticket, lastSeq: 0, fresh: true });
    return dispatch(...leaving);
  });
  expect((await leave(id, visitor.ticket)).status).toBe(410);
  expect(presence(id)).toBe("here");
});

test("a page that said it was leaving and goes on speaking has stayed", async () => {
  const { agent, id, visitor } = await server.connectedCall();
  await leave(id, visitor.ticket);
  // What it sent before may come after.
  await visitor.command(id, up("agent-a"));
  expect(presence(id)).toBe("leaving");
  server.clock.advance(1_000);
  await visitor.command(id, up("agent-a"));
  expect(presence(id)).toBe("here");
  server.clock.advance(60_000);
  await agent.command(id, { type: "report", leg: { agentId: "agent-a", epoch: 1, state: "down" } });
  const { call } = await agent.phase("reconnecting");
  expect(call.phase).toMatchObject({ cause: "network" });
});

test("a page that closes as it speaks is away", async () => {
  const { id, visitor } = await server.connectedCall();
  await leave(id, visitor.ticket);
  server.clock.advance(1_000);
  const { service } = server.core;
  const dispatch = service.dispatch.bind(service);
  vi.spyOn(service, "dispatch").mockImplementationOnce(async (...joined) => {
    visitor.socket.disconnect();
    await expect.poll(() => server.openPages).toBe(0);
    return dispatch(...joined);
  });
  visitor.socket.emit("command", { callId: id, key: newKey(), command: up("agent-a") });
  await expect.poll(() => presence(id)).toBe("away");
});

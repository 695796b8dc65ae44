import { CallDetail, HistoryCursor } from "@knockknock/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newKey } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;
beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

test("page by page shows every call once, also those of the same millisecond", async () => {
  const made = new Set<string>();
  for (let n = 0; n < 5; n += 1) {
    if (n === 2) server.clock.advance(1);
    made.add((await server.knock()).call.id);
  }
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page = await server.core.history.calls({ before, limit: 2, outcome: null });
    seen.push(...page.calls.map(({ id }) => id));
    before = page.next === null ? null : HistoryCursor.parse(page.next);
  } while (before !== null);
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(made);
});

test("keeps what was written during a call with its record", async () => {
  const agent = await server.agent("agent-a");
  const visitor = await server.caller();
  const { id } = visitor.call;
  await agent.got("desk", ({ incoming }) => incoming.length === 1);
  await agent.command(id, { type: "accept" });
  const chat = (text: string) => ({ type: "chat", message: { id: newKey(), text } });
  await visitor.command(id, chat("my order is 4711"));
  await agent.command(id, chat("one moment"));
  const detail = CallDetail.parse(await server.core.history.call(id));
  expect(detail.chat.map(({ from, text }) => [from, text])).toEqual([
    ["visitor", "my order is 4711"],
    ["agent-a", "one moment"],
  ]);
});

test("keeps how the connection was, as each side told it after the call", async () => {
  const agent = await server.agent("agent-a");
  const visitor = await server.caller();
  const { id } = visitor.call;
  await agent.got("desk", ({ incoming }) => incoming.length === 1);
  await agent.command(id, { type: "accept" });
  await visitor.command(id, { type: "hangup" });
  const summary = {
    medianRttMs: 20,
    packetLossRatio: 0.1,
    concealedRatio: null,
    framesDecoded: 30,
    freezes: 0,
    recoveries: 0,
    relayed: false,
    course: { stepMs: 4_000, steps: [{ level: "fair", rttMs: 300, lossRatio: 0.1 }] },
  };
  await visitor.command(id, { type: "summary", summary });
  const detail = CallDetail.parse(await server.core.history.call(id));
  expect(detail.quality).toEqual({ visitor: summary, agent: null });
});

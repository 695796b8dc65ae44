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

test("keeps how an endless call began and how it ended, and no more than that between", async () => {
  const { visitor, id } = await server.connectedCall();
  const turn = (n: number) =>
    server.core.service.dispatch(
      id,
      {
        type: "media",
        who: "visitor",
        media: { n, microphone: "on", camera: n % 2 === 0 ? "on" : "off", screen: false },
      },
      { principal: "visitor", key: `key-${n}`, agoMs: 0 },
    );
  const chat = { type: "chat", message: { id: newKey(), text: "hello" } };
  const turns = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) {
      server.clock.advance(1_000);
      await turn(n);
    }
  };
  await turns(1, 230);
  await visitor.command(id, chat);
  await turns(231, 550);
  const { seq } = server.core.service.active.get(id)?.state ?? { seq: 0 };
  // A lost answer is given again.
  expect(await turn(550)).toMatchObject({ ok: true, state: { seq } });

  const detail = await server.core.history.call(id);
  expect(detail?.chat).toHaveLength(1);
  const besidesChat = (call: typeof detail) =>
    call?.timeline.flatMap((event) => (event.type === "chat" ? [] : [event.seq]));
  const kept = besidesChat(detail);
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => from + n);
  // The knock, which rings at once, is number 2.
  expect(kept).toEqual([...range(2, 200), ...range(seq - 299, seq)]);
  // What is written takes nothing else's place.
  for (let n = 0; n < 40; n += 1) {
    const message = { id: newKey(), text: "hello" };
    await server.core.service.chat(id, "visitor", message, {
      principal: "visitor",
      key: newKey(),
      agoMs: 0,
    });
  }
  await turns(551, 551);
  expect(besidesChat(await server.core.history.call(id))).toHaveLength(199 + 300);
  const { keys } = await server.core.store.kysely
    .selectFrom("callCommand")
    .select((expression) => expression.fn.countAll<number>().as("keys"))
    .where("callId", "=", id)
    .where("principal", "=", "visitor")
    .executeTakeFirstOrThrow();
  expect(keys).toBeLessThanOrEqual(500);
});

test("is searched for all words in any order, in what visitors and agents wrote too", async () => {
  const zoe = await server.caller({ identity: { name: "Zoë Ångström" } });
  await server.core.history.saveNotes(zoe.call.id, "Card 50% declined");
  await server.core.history.rate(zoe.call.id, 5, "quick");
  const found = async (search: string) => {
    const query = { before: null, limit: 10, outcome: null, search };
    return (await server.core.history.calls(query)).calls.length;
  };
  const all = ["ångström ZOË", "Shop  card", "DECLINED quick", "50%", "shop.example"];
  for (const search of all) expect([search, await found(search)]).toEqual([search, 1]);
  expect([await found("zoë kim"), await found("5%0"), await found("c_rd")]).toEqual([0, 0, 0]);
});

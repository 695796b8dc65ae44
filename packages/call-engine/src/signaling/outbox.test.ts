import { expect, test } from "vitest";
import { EngineError, refused } from "../lib/errors.ts";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { Outbox } from "./outbox.ts";

interface Sent {
  readonly key: string;
  readonly command: { type: string; value?: number };
  readonly agoMs: number;
  readonly answer: (result: number) => void;
  readonly lose: () => void;
  readonly refuse: () => void;
  readonly fail: (code?: "internal" | "rate_limited") => void;
}

function make() {
  const sent: Sent[] = [];
  const clock = new FakeClock();
  const outbox = new Outbox<Sent["command"], number>(
    (key, command, agoMs) =>
      new Promise((resolve, reject) => {
        sent.push({
          key,
          command,
          agoMs,
          answer: resolve,
          lose: () => reject(new EngineError("unreachable", "gone")),
          refuse: () => reject(new EngineError("refused", "no")),
          fail: (code = "internal") => reject(refused({ code, message: "Not now." })),
        });
      }),
    clock,
  );
  return { clock, outbox, sent };
}

test("holds commands back until the seat is taken, then sends them in order", () => {
  const { outbox, sent } = make();
  void outbox.push({ type: "a" });
  void outbox.push({ type: "b" });
  expect(sent).toEqual([]);
  outbox.open();
  expect(sent.map(({ command }) => command.type)).toEqual(["a", "b"]);
});

test("tells how long a command has waited, each time it is sent", async () => {
  const { clock, outbox, sent } = make();
  outbox.open();
  void outbox.push({ type: "a" });
  outbox.shut();
  sent[0]?.lose();
  void outbox.push({ type: "b" });
  await clock.advance(12_000);
  void outbox.push({ type: "c" });
  outbox.open();
  expect(sent.map(({ command, agoMs }) => [command.type, agoMs])).toEqual([
    ["a", 0],
    ["a", 12_000],
    ["b", 12_000],
    ["c", 0],
  ]);
});

test.each([
  ["has fractions", 0.75, 1_000],
  ["is no number", Number.NaN, 0],
])("a website's clock that %s makes no command malformed", async (_how, skew, told) => {
  const { clock, outbox, sent } = make();
  const now = clock.now.bind(clock);
  void outbox.push({ type: "a" });
  await clock.advance(1_000);
  clock.now = () => now() + skew;
  outbox.open();
  expect(sent[0]?.agoMs).toBe(told);
});

test("sends again under the same key what was lost with the connection", async () => {
  const { outbox, sent } = make();
  outbox.open();
  const result = outbox.push({ type: "hangup" });
  outbox.shut();
  sent[0]?.lose();
  await settle();
  expect(outbox.size).toBe(1);
  outbox.open();
  expect(sent[1]?.key).toBe(sent[0]?.key);
  sent[1]?.answer(7);
  await expect(result).resolves.toBe(7);
  expect(outbox.size).toBe(0);
});

test("an answer that never came in time is asked for again at once", async () => {
  const { outbox, sent } = make();
  outbox.open();
  void outbox.push({ type: "report" });
  sent[0]?.lose();
  await settle();
  expect(sent).toHaveLength(2);
});

test("what the server refuses is not repeated", async () => {
  const { outbox, sent } = make();
  outbox.open();
  const result = outbox.push({ type: "accept" });
  sent[0]?.refuse();
  await expect(result).rejects.toMatchObject({ reason: "refused" });
  expect(outbox.size).toBe(0);
});

test("of waiting media states only the last is sent", async () => {
  const { outbox, sent } = make();
  const first = outbox.push({ type: "media", value: 1 });
  void outbox.push({ type: "chat" });
  void outbox.push({ type: "media", value: 2 });
  await expect(first).rejects.toMatchObject({ reason: "closed" });
  outbox.open();
  expect(sent.map(({ command }) => command.value ?? command.type)).toEqual(["chat", 2]);
});

test("a server that fails is asked again, each time after a longer pause, and not for ever", async () => {
  const { clock, outbox, sent } = make();
  outbox.open();
  const result = outbox.push({ type: "chat" });
  for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000]) {
    const before = sent.length;
    sent.at(-1)?.fail();
    await clock.advance(pause - 1);
    expect(sent).toHaveLength(before);
    await clock.advance(1);
    expect(sent).toHaveLength(before + 1);
  }
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  sent.at(-1)?.fail();
  await expect(result).rejects.toMatchObject({ wire: { code: "internal" } });
  expect(outbox.size).toBe(0);
});

test("what was too much at once goes out a little later, under the same key", async () => {
  const { clock, outbox, sent } = make();
  const result = outbox.push({ type: "hangup" });
  outbox.open();
  sent[0]?.fail("rate_limited");
  await clock.advance(1_000);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.key).toBe(sent[0]?.key);
  sent[1]?.answer(7);
  await expect(result).resolves.toBe(7);
});

test("what failed goes out with the next connection at once, and only once", async () => {
  const { clock, outbox, sent } = make();
  outbox.open();
  const result = outbox.push({ type: "chat" });
  sent[0]?.fail();
  await settle();
  outbox.shut();
  outbox.open();
  expect(sent).toHaveLength(2);
  await clock.advance(5_000);
  expect(sent).toHaveLength(2);
  sent[1]?.answer(7);
  await expect(result).resolves.toBe(7);
});

test("what failed gives way to what took its place meanwhile", async () => {
  const { clock, outbox, sent } = make();
  outbox.open();
  const older = outbox.push({ type: "media", value: 1 });
  sent[0]?.fail();
  await settle();
  void outbox.push({ type: "media", value: 2 });
  await expect(older).rejects.toMatchObject({ reason: "closed" });
  await clock.advance(5_000);
  expect(sent.map(({ command }) => command.value)).toEqual([1, 2]);
});

test("a rebuild is for the moment: what waits when the server is away is not sent later", async () => {
  const { outbox, sent } = make();
  await expect(outbox.push({ type: "rebuild" })).rejects.toMatchObject({ reason: "closed" });
  outbox.open();
  const lost = outbox.push({ type: "rebuild" });
  outbox.shut();
  sent[0]?.lose();
  await expect(lost).rejects.toMatchObject({ reason: "closed" });
  outbox.open();
  expect(sent).toHaveLength(1);
  expect(outbox.size).toBe(0);
});

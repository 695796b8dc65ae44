import { expect, test } from "vitest";
import { EngineError } from "../lib/errors.ts";
import { settle } from "../testing/fake-clock.ts";
import { Outbox } from "./outbox.ts";

interface Sent {
  readonly key: string;
  readonly command: { type: string; value?: number };
  readonly answer: (result: number) => void;
  readonly lose: () => void;
  readonly refuse: () => void;
}

function make() {
  const sent: Sent[] = [];
  const outbox = new Outbox<Sent["command"], number>(
    (key, command) =>
      new Promise((resolve, reject) => {
        sent.push({
          key,
          command,
          answer: resolve,
          lose: () => reject(new EngineError("unreachable", "gone")),
          refuse: () => reject(new EngineError("refused", "no")),
        });
      }),
  );
  return { outbox, sent };
}

test("holds commands back until the seat is taken, then sends them in order", () => {
  const { outbox, sent } = make();
  void outbox.push({ type: "a" });
  void outbox.push({ type: "b" });
  expect(sent).toEqual([]);
  outbox.open();
  expect(sent.map(({ command }) => command.type)).toEqual(["a", "b"]);
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

import { VISITOR } from "@knockknock/protocol";
import { beforeAll, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { inCall } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

test("lists no more messages than the server keeps, however many come", async () => {
  const { air, answerer, caller, clock } = await inCall();
  const visitors = air.connections[1]?.channel;
  for (let n = 0; n < 1_010; n += 1) {
    const message = {
      id: `flood-${String(n).padStart(4, "0")}`,
      from: VISITOR,
      text: "Hello!",
      at: 1,
    };
    visitors?.send(JSON.stringify({ t: "chat", message }));
    await clock.advance(25);
  }
  expect(answerer.chat.value).toHaveLength(1_000);
  expect(answerer.phase.value).toBe("connected");
  answerer.sendChat.value?.("That is enough.");
  await settle();
  expect(answerer.chat.value.at(-1)).toMatchObject({ mine: true, delivered: true });
  expect(caller.chat.value).toMatchObject([{ text: "That is enough." }]);
});

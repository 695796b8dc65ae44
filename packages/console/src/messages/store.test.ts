import type { MessagePage } from "@knockknock/protocol";
import { expect, test, vi } from "vitest";
import { ApiError } from "../api.ts";
import { fakeMessage } from "../testing/fake-data.ts";
import { createFakeDesk, fakeDeskState } from "../testing/fake-desk.ts";
import { createMessages } from "./store.ts";

const earlier = fakeMessage({ id: "message-0001", createdAt: 1_000 });
const later = fakeMessage({ id: "message-0002", createdAt: 2_000 });

const setUp = (values = new Map<string, string>()) => {
  const desk = createFakeDesk();
  const messages = vi.fn<() => Promise<MessagePage>>(() =>
    Promise.resolve({ messages: [earlier] }),
  );
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      values.set(key, value);
    },
  };
  const open = (agentId = "agent-1") =>
    createMessages({ api: { messages }, desk, storage, agentId });
  return { desk, messages, open };
};

const answered = () => new Promise((resolve) => setTimeout(resolve, 0));

test("a message that comes is loaded and unread until somebody looks", async () => {
  const { desk, messages, open } = setUp();
  const store = open();
  await answered();
  expect(store.state.value.messages).toEqual([earlier]);
  store.markSeen();
  expect(store.unread.value).toBe(0);

  messages.mockResolvedValue({ messages: [later, earlier] });
  desk.state.value = fakeDeskState({ lastMessageAt: 2_000 });
  await answered();
  expect(store.state.value.messages).toEqual([later, earlier]);
  expect(store.unread.value).toBe(1);
  store.markSeen();
  expect(store.unread.value).toBe(0);
  store.dispose();
});

test("what was seen is kept for this agent, and not for another one of this browser", async () => {
  const { open } = setUp();
  const store = open();
  await answered();
  store.markSeen();
  store.dispose();
  const again = open();
  const colleague = open("agent-2");
  await answered();
  expect(again.unread.value).toBe(0);
  expect(colleague.unread.value).toBe(1);
});

test("other changes of the desk load nothing; a connection that is back does", async () => {
  const { desk, messages, open } = setUp();
  const store = open();
  await answered();
  expect(messages).toHaveBeenCalledTimes(1);
  desk.state.value = fakeDeskState({ available: false });
  desk.connection.value = "offline";
  await answered();
  expect(messages).toHaveBeenCalledTimes(1);
  desk.connection.value = "online";
  await answered();
  expect(messages).toHaveBeenCalledTimes(2);
  store.dispose();
});

test("what was loaded stays when a later question fails", async () => {
  const { messages, open } = setUp();
  const store = open();
  await answered();
  const failure = new ApiError("unreachable", "", {});
  messages.mockRejectedValue(failure);
  await store.load();
  expect(store.state.value).toEqual({ messages: [earlier], loading: false, failure });
});

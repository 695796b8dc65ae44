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
  const messages = vi.fn<(query: { before: string | null }) => Promise<MessagePage>>(() =>
    Promise.resolve({ messages: [earlier], next: null }),
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

  messages.mockResolvedValue({ messages: [later, earlier], next: null });
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
  expect(store.state.value).toEqual({ messages: [earlier], next: null, loading: false, failure });
});

test("earlier ones are added below, and stay there when a new one comes", async () => {
  const { messages, open } = setUp();
  messages.mockResolvedValueOnce({ messages: [later], next: "2000.message-0002" });
  const store = open();
  await answered();
  await store.more();
  await store.more();
  expect(messages.mock.calls).toEqual([[{ before: null }], [{ before: "2000.message-0002" }]]);
  expect(store.state.value).toMatchObject({ messages: [later, earlier], next: null });

  const newest = fakeMessage({ id: "message-0003", createdAt: 3_000 });
  messages.mockResolvedValueOnce({ messages: [newest, later], next: "2000.message-0002" });
  await store.load();
  expect(store.state.value).toMatchObject({ messages: [newest, later, earlier], next: null });

  // So many came at once that some between are not here: from the newest again.
  const far = fakeMessage({ id: "message-0009", createdAt: 9_000 });
  messages.mockResolvedValueOnce({ messages: [far], next: "9000.message-0009" });
  await store.load();
  expect(store.state.value).toMatchObject({ messages: [far], next: "9000.message-0009" });
  store.dispose();
});

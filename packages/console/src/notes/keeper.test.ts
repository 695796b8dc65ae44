import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNotesKeeper, forgetDrafts, RETRY_MS, SAVE_AFTER_MS } from "./keeper.ts";

const memoryStorage = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

const setUp = (storage = memoryStorage(), agentId = "agent-1") => {
  const save = vi.fn<(text: string, leaving: boolean) => Promise<void>>(() => Promise.resolve());
  return {
    save,
    storage,
    keeper: createNotesKeeper({ callId: "call-0001", agentId, storage, save }),
  };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a sentence is sent once, after the writer pauses", async () => {
  const { keeper, save } = setUp();
  for (const text of ["C", "Ca", "Card"]) keeper.edit(text);
  expect(keeper.mark.value).toBe("unsaved");
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(save.mock.calls).toEqual([["Card", false]]);
  expect(keeper.mark.value).toBe("saved");
});

test("what is written while a save is under way is sent next", async () => {
  const { keeper, save } = setUp();
  let answer = (): void => undefined;
  save.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  keeper.edit("Card");
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  keeper.edit("Card declined");
  answer();
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(save.mock.calls.map(([text]) => text)).toEqual(["Card", "Card declined"]);
  expect(keeper.mark.value).toBe("saved");
});

test("while the server is away the text is kept here and tried again", async () => {
  const { keeper, save, storage } = setUp();
  save.mockRejectedValueOnce(new Error("no answer"));
  keeper.edit("Card");
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(keeper.mark.value).toBe("waiting");
  expect([...storage.kept.values()]).toEqual(["Card"]);
  await vi.advanceTimersByTimeAsync(RETRY_MS[0]);
  expect(keeper.mark.value).toBe("saved");
  expect(storage.kept.size).toBe(0);
});

test("a page that goes away sends at once", () => {
  const { keeper, save } = setUp();
  keeper.edit("Card");
  keeper.flush(true);
  expect(save).toHaveBeenCalledWith("Card", true);
});

test("a text that never reached the server is there again after a reload", async () => {
  const storage = memoryStorage();
  setUp(storage).keeper.edit("Card");
  vi.clearAllTimers();
  const { keeper, save } = setUp(storage);
  keeper.offer("");
  expect(keeper.text.value).toBe("Card");
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(save).toHaveBeenCalledWith("Card", false);
});

test("the server's text shows until something is written here", () => {
  const { keeper } = setUp();
  keeper.offer("Called before");
  expect(keeper.text.value).toBe("Called before");
  keeper.edit("Called before, twice");
  keeper.offer("Called before");
  expect(keeper.text.value).toBe("Called before, twice");
});

test("a draft is its agent's alone, and is gone once that agent has signed out", () => {
  const storage = memoryStorage();
  setUp(storage).keeper.edit("Card");
  expect(setUp(storage, "agent-2").keeper.text.value).toBe("");
  const device = Object.assign(Object.fromEntries(storage.kept), {
    "knockknock.notes.call-0002": "of an older version",
    "knockknock.notes.agent-2.call-0001": "a colleague's",
    "knockknock.devices": "{}",
  });
  // As in a browser: what is kept are its keys, and its methods are not.
  Object.defineProperty(device, "removeItem", { value: (key: string) => delete device[key] });
  forgetDrafts(device as unknown as Storage, "agent-1");
  expect(Object.keys(device)).toEqual(["knockknock.notes.agent-2.call-0001", "knockknock.devices"]);
});

test("what could not be saved is not tried again in the name of who signs in next", async () => {
  const { keeper, save, storage } = setUp();
  save.mockRejectedValue(new Error("no answer"));
  keeper.edit("Card");
  await keeper.settle();
  keeper.close();
  keeper.edit("Card declined");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).toHaveBeenCalledTimes(1);
  expect([...storage.kept.values()]).toEqual(["Card declined"]);
});

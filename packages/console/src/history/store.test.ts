import type { CallRecordPage } from "@knockknock/protocol";
import { afterEach, expect, test, vi } from "vitest";
import { fakeRecord } from "../testing/fake-data.ts";
import { createHistory, SEARCH_AFTER_MS } from "./store.ts";

afterEach(() => {
  vi.useRealTimers();
});

const page = (id: string, next: string | null): CallRecordPage => ({
  calls: [fakeRecord({ id })],
  next,
});

test("earlier calls are added below, until there are no more", async () => {
  const calls = vi
    .fn<(query: unknown) => Promise<CallRecordPage>>()
    .mockResolvedValueOnce(page("call-newer", "500.call-0001"))
    .mockResolvedValueOnce(page("call-older", null));
  const history = createHistory({ calls }, () => undefined);
  await history.load(null);
  await history.more();
  await history.more();
  expect(history.state.value.calls.map((call) => call.id)).toEqual(["call-newer", "call-older"]);
  expect(calls.mock.calls).toEqual([
    [{ before: null, outcome: null, search: "" }],
    [{ before: "500.call-0001", outcome: null, search: "" }],
  ]);
});

test("the answer of an outdated question is dropped", async () => {
  let late: (page: CallRecordPage) => void = () => undefined;
  const calls = vi
    .fn<(query: unknown) => Promise<CallRecordPage>>()
    .mockReturnValueOnce(
      new Promise((resolve) => {
        late = resolve;
      }),
    )
    .mockResolvedValueOnce(page("call-missed", null));
  const history = createHistory({ calls }, () => undefined);
  const first = history.load(null);
  await history.load("missed");
  late(page("call-all", null));
  await first;
  expect(history.state.value.calls.map((call) => call.id)).toEqual(["call-missed"]);
});

test("a failure keeps what was loaded", async () => {
  const calls = vi
    .fn<(query: unknown) => Promise<CallRecordPage>>()
    .mockResolvedValueOnce(page("call-newer", "500.call-0001"))
    .mockRejectedValueOnce(new Error("away"));
  const history = createHistory({ calls }, () => undefined);
  await history.load(null);
  await history.more();
  expect(history.state.value).toMatchObject({ loading: false, calls: [{ id: "call-newer" }] });
  expect(history.state.value.failure).toBeInstanceOf(Error);
});

test("the server is asked for what was typed once the writer pauses, also for the next page", async () => {
  vi.useFakeTimers();
  const calls = vi
    .fn<(query: unknown) => Promise<CallRecordPage>>()
    .mockResolvedValue(page("call-0001", null))
    .mockResolvedValueOnce(page("call-0002", "500.call-0002"));
  const history = createHistory({ calls }, () => undefined);
  for (const text of ["z", "zo", "zoe "]) history.search(text);
  expect(history.state.value).toMatchObject({ search: "zoe ", searched: "" });
  await vi.advanceTimersByTimeAsync(SEARCH_AFTER_MS);
  expect(history.state.value).toMatchObject({ search: "zoe ", searched: "zoe " });
  await history.more();
  expect(calls.mock.calls).toEqual([
    [{ before: null, outcome: null, search: "zoe" }],
    [{ before: "500.call-0002", outcome: null, search: "zoe" }],
  ]);
});

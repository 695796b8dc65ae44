import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { OneTab } from "./one-tab.ts";

/** Channels of one origin; delivery is a microtask, as between pages it is never synchronous. */
class FakeChannel extends EventTarget {
  static readonly all = new Set<FakeChannel>();
  constructor() {
    super();
    FakeChannel.all.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) {
      if (other === this) continue;
      void Promise.resolve().then(() => other.dispatchEvent(new MessageEvent("message", { data })));
    }
  }
  close(): void {
    FakeChannel.all.delete(this);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  // Without locks the channel alone decides.
  vi.stubGlobal("navigator", {});
});
afterEach(() => {
  FakeChannel.all.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tab = (seat: unknown = { callId: "call-0001" }) => {
  const onOver = vi.fn<() => void>();
  return { tab: new OneTab({ name: "calls", handOver: () => seat, onOver }), onOver };
};

async function finished<T>(work: Promise<T>): Promise<T> {
  await settle();
  await vi.advanceTimersByTimeAsync(3_000);
  return work;
}

test("the first page takes the call, the second does not get it", async () => {
  const [first, second] = [tab(), tab()];
  expect(await finished(first.tab.take())).toBe(true);
  expect(await finished(second.tab.take())).toBe(false);
  expect(await finished(second.tab.takeBack())).toBe(false);
  first.tab.release(true);
  await settle();
  expect(second.onOver).toHaveBeenCalledTimes(1);
  expect(await finished(second.tab.take())).toBe(true);
});

test("asked to, the first page gives its seat to the second", async () => {
  const [first, second] = [tab({ callId: "call-0002" }), tab()];
  await finished(first.tab.take());
  expect(await finished(second.tab.ask())).toEqual({ callId: "call-0002" });
  expect(first.tab.held).toBe(false);
  expect(await finished(second.tab.takeBack())).toBe(true);
});

test("a page that cannot leave its call keeps it", async () => {
  const [first, second] = [tab(null), tab()];
  await finished(first.tab.take());
  expect(await finished(second.tab.ask())).toBeNull();
  expect(first.tab.held).toBe(true);
});

test("nobody answers: there is nothing to take over", async () => {
  const alone = tab();
  expect(await finished(alone.tab.ask())).toBeNull();
  expect(await finished(alone.tab.takeBack())).toBe(true);
});

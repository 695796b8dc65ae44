import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { OneTab } from "./one-tab.ts";

/** Channels of one origin; delivery is a microtask, as between pages it is never synchronous. */
class FakeChannel extends EventTarget {
  static readonly all = new Set<FakeChannel>();
  /** How long a busy page lets a message wait, in milliseconds. */
  static busyMs = 0;
  constructor() {
    super();
    FakeChannel.all.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) {
      if (other === this) continue;
      const deliver = () => other.dispatchEvent(new MessageEvent("message", { data }));
      if (FakeChannel.busyMs > 0) setTimeout(deliver, FakeChannel.busyMs);
      else void Promise.resolve().then(deliver);
    }
  }
  close(): void {
    FakeChannel.all.delete(this);
  }
}

/** Web Locks § 2.6, for one name: a queue that may be skipped, left in time, or robbed. */
class FakeLocks {
  #holder: ((robbed: DOMException) => void) | null = null;
  readonly #waiting: (() => void)[] = [];

  async request(
    _name: string,
    { ifAvailable, signal, steal }: LockOptions,
    run: (lock: object | null) => unknown,
  ): Promise<void> {
    if (this.#holder !== null && ifAvailable === true) {
      await run(null);
      return;
    }
    if (steal === true) this.#holder?.(new DOMException("Stolen", "AbortError"));
    else if (this.#holder !== null) await this.#turn(signal);
    let rob: (robbed: DOMException) => void = () => undefined;
    const stolen = new Promise((_, reject) => (rob = reject));
    this.#holder = rob;
    try {
      await Promise.race([run({}), stolen]);
    } finally {
      if (this.#holder === rob) {
        this.#holder = null;
        this.#waiting.shift()?.();
      }
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      signal?.addEventListener("abort", () => {
        this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
        reject(signal.reason as DOMException);
      });
    });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});
afterEach(() => {
  FakeChannel.all.clear();
  FakeChannel.busyMs = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
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

describe.each([
  ["without locks, where the channel alone decides", () => ({})],
  ["with the browser's locks", () => ({ locks: new FakeLocks() })],
])("%s", (_, browser) => {
  beforeEach(() => {
    vi.stubGlobal("navigator", browser());
  });

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

  test("a page that is busy in the background is waited for", async () => {
    const [first, second] = [tab("seat"), tab()];
    await finished(first.tab.take());
    FakeChannel.busyMs = 1_000;
    expect(await finished(second.tab.ask())).toBe("seat");
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
});

test("a page that is busy when it is asked, and answers before the end, keeps its call", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const [first, copy] = [tab(), tab()];
  await finished(first.tab.take());
  FakeChannel.busyMs = 700;
  expect(await finished(copy.tab.takeBack())).toBe(false);
  expect([first.tab.held, copy.tab.held]).toEqual([true, false]);
});

test("a question that got lost is asked again", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const [first, copy] = [tab(), tab()];
  await finished(first.tab.take());
  const [channel] = FakeChannel.all;
  if (channel === undefined) throw new Error("No channel");
  FakeChannel.all.delete(channel);
  const taking = copy.tab.takeBack();
  await vi.advanceTimersByTimeAsync(1_500);
  FakeChannel.all.add(channel);
  expect(await finished(taking)).toBe(false);
  expect(first.tab.held).toBe(true);
});

test("a page that goes while it is waited for leaves the call at once", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const [first, next] = [tab(), tab()];
  await finished(first.tab.take());
  FakeChannel.all.clear();
  const taking = next.tab.takeBack();
  await vi.advanceTimersByTimeAsync(500);
  first.tab.release(false);
  await settle();
  expect(next.tab.held).toBe(true);
  await expect(taking).resolves.toBe(true);
});

test("a page that hangs loses its lock, and has no say in the call any more", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const [hangs, second, third] = [tab("old"), tab("new"), tab()];
  await finished(hangs.tab.take());
  const [channel] = FakeChannel.all;
  if (channel === undefined) throw new Error("No channel");
  FakeChannel.all.delete(channel);
  expect(await finished(second.tab.takeBack())).toBe(true);
  FakeChannel.all.add(channel);

  expect(hangs.tab.held).toBe(false);
  // What it does once the server has told it that it was replaced.
  hangs.tab.release(true);
  await settle();
  expect(second.onOver).not.toHaveBeenCalled();
  expect(second.tab.held).toBe(true);
  expect(await finished(third.tab.ask())).toBe("new");
});

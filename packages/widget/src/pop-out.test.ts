import { signal } from "@preact/signals";
import type { Elsewhere } from "@knockknock/call-ui";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findWindow, PopOut, type PopOutOptions } from "./pop-out.ts";

const ORIGIN = "https://calls.example";
const PAGE = { url: "https://shop.example/", title: "Shop", referrer: "" };
const SEAT = { callId: "call-0001", ticket: "1.secret" };

let target: EventTarget;
beforeEach(() => {
  vi.useFakeTimers();
  target = new EventTarget();
  vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
  vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function opened(handOver: PopOutOptions["handOver"] = () => SEAT) {
  const own = { closed: false, postMessage: vi.fn<(data: unknown, origin: string) => void>() };
  const onBack = vi.fn<(seat: unknown) => void>();
  const elsewhere = signal<Elsewhere | null>(null);
  const onOver = vi.fn<() => void>();
  const popOut = new PopOut(own as unknown as Window, `${ORIGIN}/knock`, {
    page: () => PAGE,
    handOver,
    onBack,
    elsewhere,
    onOver,
  });
  const say = (data: unknown, from: { source?: unknown; origin?: string } = {}) =>
    target.dispatchEvent(
      Object.assign(new Event("message"), { data, source: own, origin: ORIGIN, ...from }),
    );
  return { own, onBack, elsewhere, onOver, popOut, say };
}

test("the seat goes to this window on this origin, once", () => {
  const { own, say } = opened();
  say({ t: "ready" }, { origin: "https://other.example" });
  say({ t: "ready" }, { source: {} });
  say("ready");
  expect(own.postMessage).not.toHaveBeenCalled();
  say({ t: "ready" });
  say({ t: "ready" });
  expect(own.postMessage.mock.calls).toEqual([[{ t: "seat", seat: SEAT, page: PAGE }, ORIGIN]]);
});

test("without a call the window is told so", () => {
  const { own, say } = opened(() => null);
  say({ t: "ready" });
  expect(own.postMessage).toHaveBeenCalledWith({ t: "none" }, ORIGIN);
});

test("asked for, the call comes back; a window that does not answer keeps it", async () => {
  const { own, popOut, say } = opened();
  const back = popOut.bringBack();
  expect(own.postMessage).toHaveBeenCalledWith({ t: "bring" }, ORIGIN);
  say({ t: "back", seat: SEAT, asked: true });
  await expect(back).resolves.toEqual(SEAT);

  const silent = opened().popOut.bringBack();
  await vi.advanceTimersByTimeAsync(2_000);
  await expect(silent).resolves.toBeNull();
});

const NEWER = { callId: "call-0001", ticket: "2.secret" };

test("closed by hand the call comes back, reloaded it stays", () => {
  const { own, onBack, say } = opened();
  say({ t: "back", seat: NEWER, asked: false });
  // A busy computer takes its time to close a window, or to load it again.
  vi.advanceTimersByTime(3_000);
  expect(onBack).not.toHaveBeenCalled();
  own.closed = true;
  vi.advanceTimersByTime(3_000);
  expect(onBack.mock.calls).toEqual([[NEWER]]);
});

test("a window that is closed without a word leaves what it last held", () => {
  const before = opened();
  before.say({ t: "ready" });
  before.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(before.onBack.mock.calls).toEqual([[SEAT]]);

  // A page that came later knows of the call only what the window says.
  const later = opened({ t: "here", seat: SEAT });
  later.say({ t: "here", seat: NEWER });
  later.say({ t: "here", seat: null });
  later.own.closed = true;
  // The browser names no sender that has been closed.
  later.say({ t: "back", seat: SEAT, asked: false }, { source: null });
  vi.advanceTimersByTime(1_000);
  expect(later.onBack.mock.calls).toEqual([[SEAT]]);
});

test("a window that never had the call gives none back, nor one whose call is over", () => {
  const early = opened();
  early.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(early.onBack).not.toHaveBeenCalled();

  const over = opened();
  over.say({ t: "here", seat: SEAT });
  over.say({ t: "over" });
  over.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(over.onBack).not.toHaveBeenCalled();
});

test("a window that closes before it answers has given the call back", async () => {
  const { own, onBack, popOut, say } = opened();
  say({ t: "here", seat: SEAT });
  const back = popOut.bringBack();
  own.closed = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onBack).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  await expect(back).resolves.toBeNull();
  expect(onBack.mock.calls).toEqual([[SEAT]]);
});

test("with the widget the call in the window ends", () => {
  const { own, popOut } = opened();
  popOut.close();
  expect(own.postMessage).toHaveBeenCalledWith({ t: "end" }, ORIGIN);
});

test("the end of the call reaches the page", () => {
  const { onOver, say } = opened();
  say({ t: "over" });
  expect(onOver).toHaveBeenCalledTimes(1);
});

test("a new page hears the window, only of the company's server, and speaks to it at once", () => {
  const { own, say } = opened({ t: "here", seat: SEAT });
  const found = vi.fn<Parameters<typeof findWindow>[2]>();
  const lost = vi.fn<() => void>();
  findWindow(`${ORIGIN}/knock`, lost, found);
  say({ t: "here", seat: SEAT }, { origin: "https://other.example" });
  say({ t: "ready" });
  expect(found).not.toHaveBeenCalled();
  say({ t: "here", seat: SEAT });
  say({ t: "here", seat: SEAT });
  expect(found.mock.calls).toEqual([[own, { t: "here", seat: SEAT }]]);
  vi.advanceTimersByTime(10_000);
  expect(lost).not.toHaveBeenCalled();
  expect(own.postMessage.mock.calls).toEqual([[{ t: "page", page: PAGE }, ORIGIN]]);
});

test("a window that does not speak is lost", () => {
  const lost = vi.fn<() => void>();
  findWindow(`${ORIGIN}/knock`, lost, () => undefined);
  vi.advanceTimersByTime(10_000);
  expect(lost).toHaveBeenCalledOnce();
});

test("the page is told to no window that has no call yet", () => {
  const { own, popOut, say } = opened();
  popOut.pageChanged();
  expect(own.postMessage).not.toHaveBeenCalled();
  say({ t: "ready" });
  popOut.pageChanged();
  expect(own.postMessage).toHaveBeenLastCalledWith({ t: "page", page: PAGE }, ORIGIN);
});

test("another tab gets what the window last held, and the window gives it up", () => {
  expect(opened({ t: "here", seat: SEAT }).popOut.giveAway()).toEqual(SEAT);
  const early = opened();
  expect(early.popOut.giveAway()).toBeNull();
  expect(early.own.postMessage).not.toHaveBeenCalled();

  const { own, onBack, onOver, popOut, say } = opened();
  say({ t: "ready" });
  say({ t: "here", seat: NEWER });
  expect(popOut.giveAway()).toEqual(NEWER);
  expect(own.postMessage).toHaveBeenLastCalledWith({ t: "bring" }, ORIGIN);
  say({ t: "back", seat: NEWER, asked: true });
  say({ t: "over" });
  expect(onBack).not.toHaveBeenCalled();
  expect(onOver).not.toHaveBeenCalled();
});

test("a window that goes without a word leaves the call here, and says so", async () => {
  const { own, onBack, elsewhere, say } = opened();
  own.closed = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(elsewhere.value).toBe("window_cut");
  expect(onBack).not.toHaveBeenCalled();
  say({ t: "ready" });
  expect(own.postMessage).not.toHaveBeenCalled();

  const heard = opened(() => null);
  heard.say({ t: "ready" });
  heard.own.closed = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard.elsewhere.value).toBeNull();
});

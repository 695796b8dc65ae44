import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findWindow, PopOut } from "./pop-out.ts";

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

function opened(handOver: (() => unknown) | null = () => SEAT) {
  const own = { closed: false, postMessage: vi.fn<(data: unknown, origin: string) => void>() };
  const onBack = vi.fn<(seat: unknown) => void>();
  const onOver = vi.fn<() => void>();
  const popOut = new PopOut(own as unknown as Window, ORIGIN, {
    page: () => PAGE,
    handOver,
    onBack,
    onOver,
  });
  const say = (data: unknown, from: { source?: unknown; origin?: string } = {}) =>
    target.dispatchEvent(
      Object.assign(new Event("message"), { data, source: own, origin: ORIGIN, ...from }),
    );
  return { own, onBack, onOver, popOut, say };
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

test("closed by hand the call comes back, reloaded it stays", () => {
  const reloaded = opened();
  reloaded.say({ t: "back", seat: SEAT, asked: false });
  vi.advanceTimersByTime(1_000);
  expect(reloaded.onBack).not.toHaveBeenCalled();
  reloaded.say({ t: "here" });
  reloaded.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(reloaded.onBack).not.toHaveBeenCalled();

  const gone = opened();
  gone.say({ t: "back", seat: SEAT, asked: false }, { source: null });
  vi.advanceTimersByTime(1_000);
  gone.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(gone.onBack).not.toHaveBeenCalled();
  // The browser names no sender that has been closed.
  gone.say({ t: "back", seat: SEAT, asked: false }, { source: null });
  vi.advanceTimersByTime(1_000);
  expect(gone.onBack).toHaveBeenCalledWith(SEAT);

  const closed = opened();
  closed.say({ t: "back", seat: SEAT, asked: false });
  // A busy computer takes its time to close a window.
  vi.advanceTimersByTime(3_000);
  closed.own.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(closed.onBack.mock.calls).toEqual([[SEAT]]);
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
  const { own, popOut, say } = opened(null);
  const found = vi.fn<(window: Window) => void>();
  findWindow(ORIGIN, found);
  say({ t: "here" }, { origin: "https://other.example" });
  say({ t: "ready" });
  expect(found).not.toHaveBeenCalled();
  say({ t: "here" });
  say({ t: "here" });
  expect(found.mock.calls).toEqual([[own]]);
  popOut.pageChanged();
  expect(own.postMessage.mock.calls).toEqual([[{ t: "page", page: PAGE }, ORIGIN]]);
});

test("the page is told to no window that has no call yet", () => {
  const { own, popOut, say } = opened();
  popOut.pageChanged();
  expect(own.postMessage).not.toHaveBeenCalled();
  say({ t: "ready" });
  popOut.pageChanged();
  expect(own.postMessage).toHaveBeenLastCalledWith({ t: "page", page: PAGE }, ORIGIN);
});

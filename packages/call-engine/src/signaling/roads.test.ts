import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSocket } from "./socket.ts";
import type { Wire } from "./wire.ts";

type Road = "socket" | "polling";

const HELLO = '0{"sid":"a","upgrades":[],"pingInterval":10000,"pingTimeout":7000}';
const WELCOME = '40/visitor,{"sid":"b"}';

/** A server that can be had by these roads; every attempt is noted. */
let open: readonly Road[] = [];
let dialled: Road[] = [];
let breakOff = (): void => undefined;
let wire: Wire;

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  constructor() {
    super();
    dialled.push("socket");
    breakOff = () => this.dispatchEvent(new Event("close"));
    void Promise.resolve().then(() => {
      if (!open.includes("socket")) return breakOff();
      this.readyState = FakeSocket.OPEN;
      this.#say(HELLO);
    });
  }
  send(): void {
    this.#say(WELCOME);
  }
  close(): void {
    this.readyState = 3;
  }
  #say(data: string): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
}

const fakeFetch = (address: string, init: { readonly method?: string }): Promise<unknown> => {
  const first = !address.includes("&sid=");
  if (first) dialled.push("polling");
  if (!open.includes("polling")) return Promise.reject(new TypeError("Failed to fetch"));
  if (init.method === "POST")
    return Promise.resolve({ ok: true, text: () => Promise.resolve("ok") });
  if (first)
    return Promise.resolve({ ok: true, text: () => Promise.resolve(`${HELLO}\x1e${WELCOME}`) });
  return new Promise((_resolve, reject) => {
    breakOff = () => reject(new TypeError("Failed to fetch"));
  });
};

const pass = async (ms: number): Promise<void> => {
  for (let past = 0; past < ms; past += 250) {
    await vi.advanceTimersByTimeAsync(250);
    await vi.dynamicImportSettled();
  }
};

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", fakeFetch);
  dialled = [];
  open = ["socket", "polling"];
  wire = openSocket("http://call.example/visitor", () => Promise.resolve({}));
  await pass(500);
  if (!wire.connected) throw new Error("The first road did not open");
});

afterEach(() => {
  wire.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a road that has worked is kept to, but for one try in three when it is gone for long", async () => {
  dialled = [];
  open = [];
  breakOff();
  await pass(12_000);
  expect(new Set(dialled)).toEqual(new Set(["socket"]));
  expect(dialled.length).toBeGreaterThan(5);
  dialled = [];
  await pass(60_000);
  const byPolling = dialled.filter((road) => road === "polling").length / dialled.length;
  expect(byPolling).toBeGreaterThan(0.25);
  expect(byPolling).toBeLessThan(0.4);
});

test("what only the other road brings is taken, and the next loss begins on the first one again", async () => {
  open = ["polling"];
  breakOff();
  for (let tries = 0; tries < 60 && !wire.connected; tries++) await pass(500);
  expect(wire.connected).toBe(true);
  expect(dialled.at(-1)).toBe("polling");
  dialled = [];
  open = ["socket", "polling"];
  breakOff();
  await pass(1_000);
  expect([wire.connected, dialled]).toEqual([true, ["socket"]]);
});

import { pino } from "pino";
import type { Socket } from "socket.io";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createCallMetrics } from "../calls/metrics.ts";
import { DEFAULT_LIMITS, type Limits } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { Crowd } from "./crowd.ts";
import { guardEvents, handler, type Handlers } from "./gate.ts";

/** Sends events to a guarded socket and collects what it is answered. */
function guarded(handlers: Handlers<Socket>, limits: Partial<Limits> = {}) {
  const clock = new FakeClock();
  const all = { ...DEFAULT_LIMITS, ...limits };
  const crowd = new Crowd(all, clock);
  const answers: unknown[] = [];
  const connect = (address: string) => {
    let send: (...event: unknown[]) => void = () => undefined;
    const socket = {
      onAny: (listener: typeof send) => {
        send = listener;
      },
    };
    guardEvents(socket as unknown as Socket, crowd.enter(address), {
      namespace: "visitor",
      handlers,
      limits: all,
      crowd,
      clock,
      metrics: createCallMetrics(),
      log: pino({ level: "silent" }),
    });
    return (event: string, payload: string) =>
      send(event, payload, (answer: unknown) => answers.push(answer));
  };
  return { connect, answers };
}

/** A handler whose work the test ends. */
function held() {
  const begun: string[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const work = (_socket: unknown, name: string) => {
    begun.push(name);
    return new Promise<void>((resolve, reject) => {
      finish.set(name, (error) => (error === undefined ? resolve() : reject(error)));
    });
  };
  return { begun, work, end: (name: string, error?: Error) => finish.get(name)?.(error) };
}

test("what a socket asks in order begins when the one before is done, whatever became of it", async () => {
  const { begun, work, end } = held();
  const send = guarded({
    command: handler(z.string(), work, { inOrder: true }),
    signal: handler(z.string(), work),
  }).connect("127.0.0.1");
  send("command", "first");
  send("command", "second");
  send("signal", "quick");
  send("command", "third");
  await expect.poll(() => begun).toEqual(["first", "quick"]);
  end("first", new Refusal("busy", "no"));
  await expect.poll(() => begun).toEqual(["first", "quick", "second"]);
  end("second");
  await expect.poll(() => begun).toEqual(["first", "quick", "second", "third"]);
});

test("the sockets of one address have a bounded number of events under way", async () => {
  const { begun, work, end } = held();
  const { connect, answers } = guarded(
    { command: handler(z.string(), work) },
    { pendingPerAddress: 2 },
  );
  const [one, two, other] = ["2001:db8::1", "2001:db8::2", "198.51.100.7"].map(connect);
  one?.("command", "a");
  two?.("command", "b");
  two?.("command", "c");
  other?.("command", "d");
  expect(begun).toEqual(["a", "b", "d"]);
  expect(answers).toMatchObject([{ error: { code: "rate_limited", retryAfterS: 1 } }]);
  end("a");
  await expect.poll(() => answers.length).toBe(2);
  two?.("command", "e");
  expect(begun).toEqual(["a", "b", "d", "e"]);
});

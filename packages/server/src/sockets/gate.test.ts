import { pino } from "pino";
import type { Socket } from "socket.io";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createCallMetrics } from "../calls/metrics.ts";
import { DEFAULT_LIMITS } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { Crowd } from "./crowd.ts";
import { guardEvents, handler } from "./gate.ts";

test("what a socket asks in order begins when the one before is done, whatever became of it", async () => {
  const clock = new FakeClock();
  const begun: string[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const answer = (_socket: unknown, name: string) => {
    begun.push(name);
    return new Promise<void>((resolve, reject) => {
      finish.set(name, (error) => (error === undefined ? resolve() : reject(error)));
    });
  };
  const command = handler(z.string(), answer, { inOrder: true });
  const signal = handler(z.string(), answer);
  let send: (...event: unknown[]) => void = () => undefined;
  const socket = {
    onAny: (listener: typeof send) => {
      send = listener;
    },
  };
  guardEvents(socket as unknown as Socket, null, {
    namespace: "visitor",
    handlers: { command, signal },
    limits: DEFAULT_LIMITS,
    crowd: new Crowd(DEFAULT_LIMITS, clock),
    clock,
    metrics: createCallMetrics(),
    log: pino({ level: "silent" }),
  });
  send("command", "first");
  send("command", "second");
  send("signal", "quick");
  send("command", "third");
  await expect.poll(() => begun).toEqual(["first", "quick"]);
  finish.get("first")?.(new Refusal("busy", "no"));
  await expect.poll(() => begun).toEqual(["first", "quick", "second"]);
  finish.get("second")?.();
  await expect.poll(() => begun).toEqual(["first", "quick", "second", "third"]);
});

/**
 * The door that every socket event passes: known, within budget, well-formed. What does not pass
 * is answered with an error and counted; nothing an event does can leave a promise floating.
 */
import type { WireError } from "@knockknock/protocol";
import type { Logger } from "pino";
import type { Socket } from "socket.io";
import type * as z from "zod/mini";
import type { CallMetrics } from "../calls/metrics.ts";
import type { Clock, Limits, Rate } from "../calls/ports.ts";
import { Bucket } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";
import type { Crowd, Neighbours } from "./crowd.ts";

/** Runs after the answer was sent. */
export type Later = (action: () => void) => void;

export interface Handler<S> {
  /** Resolves with the ack's value; rejects with a `Refusal`. */
  handle(socket: S, payload: unknown, later: Later): Promise<unknown>;
  /** Waits for what this socket asked before: on PostgreSQL the later one might commit first. */
  readonly inOrder?: true;
  /** A budget of its own, within that of the socket. */
  readonly rate?: Rate;
}

export type Handlers<S> = Readonly<Record<string, Handler<S>>>;

export interface GateOptions<S> {
  readonly namespace: "visitor" | "agent";
  readonly handlers: Handlers<S>;
  readonly limits: Limits;
  readonly crowd: Crowd;
  readonly clock: Clock;
  readonly metrics: CallMetrics;
  readonly log: Logger;
}

/** A socket that goes on after this many refusals for its rate is closed. */
const PATIENCE = 2_000;

export function handler<S, T>(
  schema: z.ZodMiniType<T>,
  run: (socket: S, value: T, later: Later) => Promise<unknown>,
  more: Pick<Handler<S>, "inOrder" | "rate"> = {},
): Handler<S> {
  return {
    ...more,
    // Asynchronous also where `run` throws at once: no refusal may escape into the socket library.
    async handle(socket, payload, later) {
      const parsed = schema.safeParse(payload);
      if (parsed.success) return run(socket, parsed.data, later);
      const [issue] = parsed.error.issues;
      const place = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
      throw new Refusal("bad_request", `The event does not fit its schema. ${place}`.slice(0, 500));
    },
  };
}

export function guardEvents<S extends Socket>(
  socket: S,
  neighbours: Neighbours | null,
  options: GateOptions<S>,
): void {
  const { handlers, limits, crowd, clock, metrics, log, namespace } = options;
  const budget = new Bucket(limits.eventsPerSocket, clock.now());
  const budgets = new Map<string, Bucket>();
  let overdrawn = 0;
  let pending = 0;
  /** What the next event that keeps the order waits for. */
  let last: Promise<unknown> | null = null;

  /** Whole seconds to wait; null when the event may pass. */
  const excess = (event: unknown, rate: Rate | undefined): number | null => {
    const now = clock.now();
    const wait = budget.take(now) ?? crowd.take(neighbours);
    if (wait !== null) return wait;
    if (pending >= limits.pendingPerSocket) return 1;
    if (rate === undefined) return null;
    const own = budgets.get(String(event)) ?? new Bucket(rate, now);
    budgets.set(String(event), own);
    return own.take(now);
  };
  const started = (): void => {
    pending += 1;
    if (neighbours !== null) neighbours.pending += 1;
  };
  const finished = (): void => {
    pending -= 1;
    if (neighbours !== null) neighbours.pending -= 1;
  };
  const run = (known: Handler<S>, payload: unknown, later: Later): Promise<unknown> => {
    if (known.inOrder === undefined) return known.handle(socket, payload, later);
    const work = () => known.handle(socket, payload, later);
    const answer = last === null ? work() : last.then(work, work);
    const clear = () => {
      if (last === answer) last = null;
    };
    last = answer;
    answer.then(clear, clear);
    return answer;
  };

  socket.onAny((event: unknown, ...rest: unknown[]) => {
    const final = rest.at(-1);
    const ack = typeof final === "function" ? (final as (answer: unknown) => void) : null;
    const refuse = (reason: string, error: WireError) => {
      metrics.refusedEvents.inc({ namespace, reason });
      ack?.({ ok: false, error });
    };
    const known =
      typeof event === "string" && Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    const wait = excess(event, known?.rate);
    if (wait !== null) {
      overdrawn += 1;
      refuse("rate", {
        code: "rate_limited",
        message: `This page, or its address, sends too many events. Wait ${wait} s.`,
        retryAfterS: wait,
      });
      if (overdrawn > PATIENCE) socket.disconnect(true);
      return;
    }
    if (known === undefined) {
      refuse("unknown", { code: "bad_request", message: "There is no such event." });
      return;
    }
    const after: (() => void)[] = [];
    started();
    run(known, ack === rest[0] ? undefined : rest[0], (action) => after.push(action))
      .finally(finished)
      .then((value) => {
        ack?.({ ok: true, value });
        for (const action of after) action();
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) {
          const reason = error.wire.code === "bad_request" ? "malformed" : error.wire.code;
          refuse(reason, error.wire);
          return;
        }
        log.error({ err: error, event: String(event), namespace }, "a socket event failed");
        refuse("internal", {
          code: "internal",
          message: "The server failed; its log says why. Try again.",
        });
      });
  });
}

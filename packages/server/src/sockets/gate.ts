/**
 * The door that every socket event passes: known, within budget, well-formed. What does not pass
 * is answered with an error and counted; nothing an event does can leave a promise floating.
 */
import type { WireError } from "@knockknock/protocol";
import type { Logger } from "pino";
import type { Socket } from "socket.io";
import type * as z from "zod/mini";
import { RateLimit } from "../calls/rate.ts";
import type { Clock, Rate } from "../calls/ports.ts";
import type { CallMetrics } from "../calls/metrics.ts";
import { Refusal } from "../refusal.ts";

/** Runs after the answer was sent. */
export type Later = (action: () => void) => void;

export interface Handler<S> {
  /** Resolves with the ack's value; rejects with a `Refusal`. */
  handle(socket: S, payload: unknown, later: Later): Promise<unknown>;
}

export type Handlers<S> = Readonly<Record<string, Handler<S>>>;

export interface GateOptions<S> {
  readonly namespace: "visitor" | "agent";
  readonly handlers: Handlers<S>;
  readonly rate: Rate;
  readonly clock: Clock;
  readonly metrics: CallMetrics;
  readonly log: Logger;
}

/** A socket that goes on after this many refusals for its rate is closed. */
const PATIENCE = 2_000;

export function handler<S, T>(
  schema: z.ZodMiniType<T>,
  run: (socket: S, value: T, later: Later) => Promise<unknown>,
): Handler<S> {
  return {
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

export function guardEvents<S extends Socket>(socket: S, options: GateOptions<S>): void {
  const { handlers, clock, metrics, log, namespace } = options;
  const budget = new RateLimit(options.rate, () => clock.now());
  let overdrawn = 0;

  socket.onAny((event: unknown, ...rest: unknown[]) => {
    const last = rest.at(-1);
    const ack = typeof last === "function" ? (last as (answer: unknown) => void) : null;
    const refuse = (reason: string, error: WireError) => {
      metrics.refusedEvents.inc({ namespace, reason });
      ack?.({ ok: false, error });
    };
    const wait = budget.take("");
    if (wait !== null) {
      overdrawn += 1;
      refuse("rate", {
        code: "rate_limited",
        message: `This socket sends too many events. Wait ${wait} s.`,
        retryAfterS: wait,
      });
      if (overdrawn > PATIENCE) socket.disconnect(true);
      return;
    }
    const known =
      typeof event === "string" && Object.hasOwn(handlers, event) ? handlers[event] : undefined;
    if (known === undefined) {
      refuse("unknown", { code: "bad_request", message: "There is no such event." });
      return;
    }
    const after: (() => void)[] = [];
    known
      .handle(socket, ack === rest[0] ? undefined : rest[0], (action) => after.push(action))
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

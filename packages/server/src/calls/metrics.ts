/** Counters of the call core, in a registry of its own that the metrics page merges. */
import { Counter, Histogram, Registry } from "prom-client";

export interface CallMetrics {
  readonly registry: Registry;
  readonly knocks: Counter<"result">;
  readonly refusedEvents: Counter<"namespace" | "reason">;
  readonly ended: Counter<"reason">;
  /** Seconds from knock to accept. */
  readonly waiting: Histogram;
  readonly relayed: Counter;
}

export function createCallMetrics(): CallMetrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    knocks: new Counter({
      name: "knockknock_knocks_total",
      help: "Knocks, by what became of the request",
      labelNames: ["result"],
      registers,
    }),
    refusedEvents: new Counter({
      name: "knockknock_socket_events_refused_total",
      help: "Socket events that were refused before they were used",
      labelNames: ["namespace", "reason"],
      registers,
    }),
    ended: new Counter({
      name: "knockknock_calls_ended_total",
      help: "Calls that ended, by reason",
      labelNames: ["reason"],
      registers,
    }),
    waiting: new Histogram({
      name: "knockknock_answer_seconds",
      help: "Time from knock to accept",
      buckets: [1, 2, 5, 10, 20, 30, 60],
      registers,
    }),
    relayed: new Counter({
      name: "knockknock_signals_relayed_total",
      help: "Session descriptions and candidates passed on",
      registers,
    }),
  };
}

import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Sources {
  /** How many calls are in which phase now. */
  callsByPhase(): Readonly<Record<string, number>>;
  /** How many sockets are connected, by namespace. */
  socketsByNamespace(): Readonly<Record<string, number>>;
  /** The call core's own counters. */
  registry: Registry;
}

const LATENCY_BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Prometheus' text format at `/metrics`. */
export function registerMetrics(app: FastifyInstance, sources: Sources): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  registry.registerMetric(
    new Gauge({
      name: "knockknock_calls",
      help: "Calls that have not ended, by phase",
      labelNames: ["phase"],
      registers: [],
      collect() {
        this.reset();
        for (const [phase, count] of Object.entries(sources.callsByPhase())) {
          this.set({ phase }, count);
        }
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "knockknock_sockets",
      help: "Connected sockets, by namespace",
      labelNames: ["namespace"],
      registers: [],
      collect() {
        for (const [namespace, count] of Object.entries(sources.socketsByNamespace())) {
          this.set({ namespace }, count);
        }
      },
    }),
  );

  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "knockknock_http_requests_total",
    help: "Answered HTTP requests",
    labelNames,
    registers: [registry],
  });
  const duration = new Histogram({
    name: "knockknock_http_request_seconds",
    help: "Time from a request to its answer",
    labelNames: ["route"],
    buckets: LATENCY_BUCKETS_S,
    registers: [registry],
  });

  app.addHook("onResponse", async (request, reply) => {
    // The route's pattern, never the URL: labels stay few and hold no ids.
    const route = request.routeOptions.url ?? "none";
    requests.inc({ method: request.method, route, status: String(reply.statusCode) });
    duration.observe({ route }, reply.elapsedTime / 1_000);
  });

  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .type(registry.contentType)
      .send(await Registry.merge([registry, sources.registry]).metrics()),
  );
}

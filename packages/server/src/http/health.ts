import type { FastifyInstance } from "fastify";
import { type Db, ping } from "../db/client.ts";

/** `/livez`: the process runs. `/readyz`: it can take calls: the database answers, no drain. */
export function registerHealth(app: FastifyInstance, db: Db, isDraining: () => boolean): void {
  app.get("/livez", { schema: { hide: true } }, async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/readyz", { schema: { hide: true } }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    if (isDraining()) return reply.status(503).send({ status: "draining" });
    try {
      await ping(db);
    } catch (error) {
      request.log.error({ err: error }, "database does not answer");
      return reply.status(503).send({ status: "database does not answer" });
    }
    return reply.send({ status: "ok" });
  });
}

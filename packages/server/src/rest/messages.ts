import { LeaveMessage } from "@knockknock/protocol";
import type { FastifyInstance } from "fastify";
import type { CallCore } from "../calls/core.ts";
import { newId } from "../calls/knock.ts";
import { storeMessage } from "../calls/messages.ts";
import { parseBody, siteFor } from "./body.ts";
import { limitByAddress } from "./limit.ts";

/** `POST /api/v1/messages`: kept once per key; 204. */
export function messagesRoute(app: FastifyInstance, core: CallCore): void {
  app.post(
    "/api/v1/messages",
    {
      schema: { hide: true },
      onRequest: limitByAddress(core.limits.messagesPerAddress, core.clock),
    },
    async (request, reply) => {
      const message = parseBody(LeaveMessage, request.body);
      const site = await siteFor(core.sites, message, request.headers.origin);
      const stamp = { id: newId(), now: core.clock.now() };
      await storeMessage(core.store.kysely, site, message, stamp);
      return reply.status(204).send();
    },
  );
}

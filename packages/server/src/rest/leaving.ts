import { LeavingNotice } from "@knockknock/protocol";
import type { FastifyInstance } from "fastify";
import type { CallCore } from "../calls/core.ts";
import { Refusal } from "../refusal.ts";
import { parseBody } from "./body.ts";
import { limitByAddress } from "./limit.ts";

/** `POST /api/v1/leaving`: the visitor's page is being replaced. Its ticket stays unused. */
export function leavingRoute(app: FastifyInstance, core: CallCore): void {
  app.post(
    "/api/v1/leaving",
    {
      schema: { hide: true },
      onRequest: limitByAddress(core.limits.leavingPerAddress, core.clock),
    },
    async (request, reply) => {
      const { callId, ticket } = parseBody(LeavingNotice, request.body);
      // Sent as the page goes, it may come after the next one has joined, with the same ticket.
      if (!(await core.leaves(callId, ticket))) {
        throw new Refusal("ticket_expired", "This ticket holds no seat in a call (any more).");
      }
      return reply.status(204).send();
    },
  );
}

import { LeavingNotice, VISITOR } from "@knockknock/protocol";
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
      if (!(await core.checks(callId, ticket))) {
        throw new Refusal("ticket_expired", "This ticket opens no call (any more).");
      }
      await core.service.dispatch(callId, { type: "leaving", who: VISITOR });
      return reply.status(204).send();
    },
  );
}

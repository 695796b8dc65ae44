import { LeaveMessage } from "@knockknock/protocol";
import type { FastifyInstance } from "fastify";
import type { CallCore } from "../calls/core.ts";
import { newId } from "../calls/knock.ts";
import { RateLimit } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";
import { checkVersion, siteFor } from "../sites/admission.ts";
import { parseBody } from "./body.ts";
import { limitByAddress } from "./limit.ts";

/** `POST /api/v1/messages`: kept once per key; 204. */
export function messagesRoute(app: FastifyInstance, core: CallCore): void {
  const perSite = new RateLimit(core.limits.messagesPerSite, () => core.clock.now());
  app.post(
    "/api/v1/messages",
    {
      schema: { hide: true },
      onRequest: limitByAddress(core.limits.messagesPerAddress, core.clock),
    },
    async (request, reply) => {
      const message = parseBody(LeaveMessage, request.body);
      checkVersion(message.v);
      const site = await siteFor(core.sites, message.site, request.headers.origin);
      const wait = perSite.take(site.id);
      if (wait !== null) {
        throw new Refusal(
          "rate_limited",
          `${site.name} gets too many messages at once. Try again in ${wait} s.`,
          { retryAfterS: wait },
        );
      }
      const stamp = { id: newId(), now: core.clock.now() };
      await core.mailbox.keep(site, message, stamp);
      return reply.status(204).send();
    },
  );
}

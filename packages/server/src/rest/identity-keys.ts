import { Id, IdentityKeyList, NewIdentityKey, WireError } from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { Accounts } from "../auth/accounts.ts";
import { guard, sessionOf } from "../auth/guard.ts";
import type { IdentityKeys } from "../sites/identity-keys.ts";

export interface IdentityKeyOptions {
  accounts: Accounts;
  keys: IdentityKeys;
}

const refusals = { 401: WireError, 403: WireError, 404: WireError };
const site = z.object({ id: Id });

/** The keys with which a site's own backend signs who its customers are. */
export const identityKeyRoutes: FastifyPluginCallbackZod<IdentityKeyOptions> = (
  app,
  { accounts, keys },
  done,
) => {
  const onRequest = guard(accounts, "edit_site");
  const path = "/api/v1/agent/sites/:id/identity-keys";

  app.get(
    path,
    {
      onRequest,
      schema: {
        tags: ["agents"],
        summary: "The site's identity keys, without the keys themselves",
        params: site,
        response: { 200: IdentityKeyList, ...refusals },
      },
    },
    async ({ params }) => ({ keys: await keys.list(params.id) }),
  );

  app.post(
    path,
    {
      onRequest,
      schema: {
        tags: ["agents"],
        summary: "Make an identity key; it is shown this once. At most two are in use",
        params: site,
        body: z.object({}),
        response: { 200: NewIdentityKey, 409: WireError, ...refusals },
      },
    },
    (request) =>
      keys.create(request.params.id).then((key) => {
        const { agent } = sessionOf(request);
        request.log.info({ agent: agent.id, site: request.params.id, key: key.id }, "key made");
        return key;
      }),
  );

  app.delete(
    `${path}/:keyId`,
    {
      onRequest,
      schema: {
        tags: ["agents"],
        summary: "Remove an identity key; what it signed is refused from now on",
        params: z.extend(site, { keyId: Id }),
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { id, keyId } = request.params;
      await keys.remove(id, keyId);
      request.log.info({ agent: sessionOf(request).agent.id, site: id, key: keyId }, "key removed");
      return reply.status(204).send(null);
    },
  );
  done();
};

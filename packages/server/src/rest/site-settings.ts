import { Id, SiteList, SiteRequest, SiteSettings, WireError } from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { Accounts } from "../auth/accounts.ts";
import { guard, sessionOf } from "../auth/guard.ts";
import type { SiteSettingsStore } from "../sites/settings.ts";

export interface SiteSettingsOptions {
  accounts: Accounts;
  settings: SiteSettingsStore;
}

const refusals = { 401: WireError, 403: WireError };

/** What the owner sets about its sites. */
export const siteSettingsRoutes: FastifyPluginCallbackZod<SiteSettingsOptions> = (
  app,
  { accounts, settings },
  done,
) => {
  const onRequest = guard(accounts, "edit_site");

  app.get(
    "/api/v1/agent/sites",
    {
      onRequest,
      schema: {
        tags: ["agents"],
        summary: "The sites and their settings",
        response: { 200: SiteList, ...refusals },
      },
    },
    async () => ({ sites: await settings.list() }),
  );

  app.put(
    "/api/v1/agent/sites/:id",
    {
      onRequest,
      schema: {
        tags: ["agents"],
        summary: "Change a site's settings; calls that run keep theirs",
        params: z.object({ id: Id }),
        body: SiteRequest,
        response: {
          200: SiteSettings,
          400: WireError,
          404: WireError,
          409: WireError,
          ...refusals,
        },
      },
    },
    (request) =>
      settings.save(request.params.id, request.body).then((site) => {
        request.log.info({ agent: sessionOf(request).agent.id, site: site.id }, "site changed");
        return site;
      }),
  );
  done();
};

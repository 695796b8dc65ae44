import { LIMITS, LoaderSite, WireError } from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { SiteDirectory } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { LOAD_PROBLEMS } from "./load-problems.ts";

export interface SitesOptions {
  sites: SiteDirectory;
  isAvailable(siteId: string): boolean | Promise<boolean>;
}

/** A page view costs at most one request in this time, and learns of a change within it. */
const CACHE_S = 15;

/** What the loader asks about its site: public, without credentials, from any origin. */
export const siteRoutes: FastifyPluginCallbackZod<SitesOptions> = (app, options, done) => {
  app.get(
    "/api/v1/sites/:key",
    {
      schema: {
        tags: ["visitors"],
        summary: "A site's public settings, and whether somebody is available",
        params: z.object({ key: z.string().check(z.maxLength(64)) }),
        querystring: z.object({
          language: z.optional(z.string().check(z.maxLength(LIMITS.language))),
        }),
        response: { 200: LoaderSite, 404: WireError },
      },
      onRequest: async (_request, reply) => {
        reply.header("access-control-allow-origin", "*");
        reply.header("cross-origin-resource-policy", "cross-origin");
      },
    },
    async (request, reply) => {
      const site = await options.sites.byKey(request.params.key);
      if (site === null) {
        throw new Refusal(
          "unknown_site",
          `No site has the key “${request.params.key}”; check data-site in the script tag`,
        );
      }
      const { key, name, accent, position, excludedPaths } = site;
      const loadProblem = LOAD_PROBLEMS.get(request.query.language ?? "");
      return reply.header("cache-control", `public, max-age=${CACHE_S}`).send({
        key,
        name,
        accent,
        position,
        available: await options.isAvailable(site.id),
        excludedPaths: [...excludedPaths],
        ...(loadProblem === undefined ? {} : { loadProblem }),
      });
    },
  );
  done();
};

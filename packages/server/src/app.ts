import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Accounts } from "./auth/accounts.ts";
import { requireSameOrigin } from "./auth/same-origin.ts";
import type { SocketTickets } from "./auth/socket-tickets.ts";
import type { TeamLinks } from "./auth/team-links.ts";
import type { CallCore } from "./calls/core.ts";
import type { SiteDirectory } from "./calls/ports.ts";
import type { Config } from "./config.ts";
import type { Db } from "./db/client.ts";
import { registerApiDocs } from "./http/api-docs.ts";
import { registerCallPage } from "./http/call-page.ts";
import { answerError, registerErrors } from "./http/errors.ts";
import { registerHeaders } from "./http/headers.ts";
import { registerHealth } from "./http/health.ts";
import { registerMetrics } from "./http/metrics.ts";
import { registerStaticFiles, type StaticFolders } from "./http/static-files.ts";
import { agentRoutes } from "./rest/agent.ts";
import { entrance } from "./rest/entrance.ts";
import { identityKeyRoutes } from "./rest/identity-keys.ts";
import { siteSettingsRoutes } from "./rest/site-settings.ts";
import { siteRoutes } from "./rest/sites.ts";
import { teamRoutes } from "./rest/team.ts";
import { registerVisitorRoutes } from "./rest/visitor.ts";
import type { IdentityKeys } from "./sites/identity-keys.ts";
import type { SiteSettingsStore } from "./sites/settings.ts";

export interface AppParts {
  config: Pick<Config, "publicUrl" | "trustedProxies">;
  log: FastifyBaseLogger;
  db: Db;
  accounts: Accounts;
  links: TeamLinks;
  tickets: SocketTickets;
  sites: SiteDirectory;
  siteSettings: SiteSettingsStore;
  identityKeys: IdentityKeys;
  core: CallCore;
  folders: StaticFolders;
  /** Origins that the console is served from. */
  ownOrigins: ReadonlySet<string>;
  socketsByNamespace(): Readonly<Record<string, number>>;
  isDraining(): boolean;
}

/** The longest notes, 20,000 characters, each at most 12 bytes in JSON. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** The HTTP side, registration by registration; it does not listen yet. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, accounts, links, core } = parts;
  const app = Fastify({
    loggerInstance: parts.log,
    // URLs may hold what no log should; the routes log the steps that matter.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies,
    bodyLimit: BODY_LIMIT_BYTES,
    frameworkErrors: answerError,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("session", null);

  registerErrors(app);
  registerHeaders(app, config.publicUrl.startsWith("https://"));
  registerHealth(app, parts.db, () => parts.isDraining());
  registerMetrics(app, {
    callsByPhase: () => core.callsByPhase(),
    socketsByNamespace: () => parts.socketsByNamespace(),
    registry: core.metrics.registry,
  });
  await registerStaticFiles(app, parts.folders);
  registerCallPage(app, parts.sites);
  await registerApiDocs(app, config.publicUrl);

  const checkOrigin = requireSameOrigin(parts.ownOrigins);
  await app.register((team, _options, done) => {
    team.addHook("onRequest", async (request, reply) => {
      reply.header("cache-control", "no-store");
      checkOrigin(request);
    });
    void team.register(entrance, { accounts, links, clock: core.clock });
    void team.register(agentRoutes, {
      accounts,
      tickets: parts.tickets,
      history: core.history,
    });
    void team.register(teamRoutes, { accounts, links, core, kysely: parts.db.kysely });
    void team.register(siteSettingsRoutes, { accounts, settings: parts.siteSettings });
    void team.register(identityKeyRoutes, { accounts, keys: parts.identityKeys });
    done();
  });
  await app.register(siteRoutes, {
    sites: parts.sites,
    isAvailable: () => core.presence.anyoneOnline(),
  });
  registerVisitorRoutes(app, core);
  return app;
}

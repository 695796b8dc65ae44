import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { Server as SocketServer } from "socket.io";
import { createApp } from "./app.ts";
import { type Accounts, createAccounts } from "./auth/accounts.ts";
import { createBackOff } from "./auth/back-off.ts";
import { createLibrary } from "./auth/library.ts";
import { createSocketTickets } from "./auth/socket-tickets.ts";
import { createTeamLinks, type TeamLinks } from "./auth/team-links.ts";
import { createCallCore } from "./calls/core.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { startDemoWebsite } from "./demo-website.ts";
import { loadSecret } from "./secret.ts";
import { withLoopbackAliases } from "./sites/origins.ts";
import { attachSockets, SOCKET_OPTIONS } from "./sockets/attach.ts";
import { createSiteDirectory, DEMO_KEY, ensureDemoSite } from "./sites/directory.ts";
import { createIdentityKeys } from "./sites/identity-keys.ts";
import { createSiteSettings } from "./sites/settings.ts";

export interface RunningServer {
  /** The one-time link that makes the first owner; null when there is one. */
  setupUrl: string | null;
  /**
   * Lets nobody in any more, tells the sockets, and closes the database. What the database does not
   * let it do within seconds is logged and left.
   */
  stop(): Promise<void>;
}

/** How long answers under way, and each step at the database, may take once a stop was asked for. */
const DRAIN_MS = 5_000;
/** Both from `src/` and from the bundle in `dist/` the other packages are two folders up. */
const packages = join(import.meta.dirname, "..", "..");

/**
 * Starts everything in order: database, accounts, calls, sockets, HTTP, demo website.
 *
 * Rejects when the database cannot be used or a port is taken.
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const { publicUrl, dataDir } = config;
  const secret = loadSecret(dataDir, config.secret);
  const db = await openDatabase(config);
  log.info({ dialect: db.dialect }, "database is up to date");

  const now = () => systemClock.now();
  const library = createLibrary({ db, publicUrl, secret, log });
  const accounts = createAccounts(library, db.kysely, createBackOff(db.kysely, now));
  const links = createTeamLinks(db.kysely, accounts, publicUrl, now);
  const tickets = createSocketTickets(db.kysely, now);
  await ensureDemoSite(db.kysely, config, now());
  const ownOrigins = new Set(withLoopbackAliases(publicUrl));
  const identityKeys = createIdentityKeys(db.kysely, secret, now);
  const sites = createSiteDirectory(db.kysely, identityKeys, [...ownOrigins]);

  const core = createCallCore({
    db,
    clock: systemClock,
    log,
    sites,
    secret,
    turn: {
      stunUrls: config.stunUrls,
      turnUrls: config.turn?.urls ?? [],
      secret: config.turn?.secret ?? null,
    },
  });
  const io = new SocketServer(SOCKET_OPTIONS);
  let draining = false;
  const folders = {
    widget: join(packages, "widget", "dist"),
    console: join(packages, "console", "dist"),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const app = await createApp({
    config,
    log,
    db,
    accounts,
    links,
    tickets,
    sites,
    identityKeys,
    siteSettings: createSiteSettings(db.kysely, {
      ownOrigins: [...ownOrigins],
      hasRelay: config.turn !== null,
    }),
    core,
    folders,
    ownOrigins,
    socketsByNamespace: () => sockets.byNamespace(),
    isDraining: () => draining,
  });
  await app.ready();
  io.attach(app.server);
  const sockets = attachSockets(io, core, {
    authenticateAgentTicket: (ticket) => tickets.redeem(ticket),
    sessionGoesOn: (sessionId) => tickets.goesOn(sessionId),
    allowedOrigin: (origin) => ownOrigins.has(origin),
    trustedProxies: config.trustedProxies,
    onSessionEnded: (listener) => accounts.onSessionEnded(listener),
  });
  // Node's own list leaves out what became a WebSocket.
  const connections = new Set<Socket>();
  app.server.on("connection", (connection: Socket) => {
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
  });

  await core.start();
  const demo =
    config.demo === null
      ? null
      : await startDemoWebsite({
          host: config.host,
          port: config.demo.port,
          publicUrl,
          siteKey: DEMO_KEY,
        });
  const setupUrl = await ensureOwner(config, accounts, links, log);
  await app.listen({ port: config.port, host: config.host });
  log.info({ port: config.port, publicUrl, demoPort: config.demo?.port ?? null }, "listening");

  /** A database that has gone away must not keep the process: what cannot be done is left. */
  const attempt = async (what: string, step: Promise<void>): Promise<void> => {
    const patience = AbortSignal.timeout(DRAIN_MS);
    try {
      await Promise.race([
        step,
        once(patience, "abort").then(() => {
          throw new Error(`It took longer than ${DRAIN_MS / 1000} s`);
        }),
      ]);
    } catch (error) {
      log.error({ err: error }, `could not ${what}`);
    }
  };

  return {
    setupUrl,
    stop: async () => {
      draining = true;
      await attempt("end the calls that wait; the next start looks after them", core.drain());
      sockets.close();
      const impatience = setTimeout(() => {
        for (const connection of connections) connection.destroy();
      }, DRAIN_MS);
      // Clients see a lost transport, not a refusal: they come back to the next server. One that is
      // back already, between this and the end of listening, would be waited for without an end.
      await io.close();
      demo?.close();
      demo?.closeAllConnections();
      await app.close();
      clearTimeout(impatience);
      await attempt("finish what was being written", core.stop());
      await attempt("close the database", db.close());
    },
  };
}

/** Makes the configured owner at the first boot, or the link with which the first owner joins. */
async function ensureOwner(
  { owner }: Config,
  accounts: Accounts,
  links: TeamLinks,
  log: Logger,
): Promise<string | null> {
  if (await accounts.hasOwner()) return null;
  if (owner === null) return links.setup();
  const [name = owner.email] = owner.email.split("@");
  const { id } = await accounts.create({ name, ...owner, role: "owner" });
  log.info({ agent: id }, "owner created");
  return null;
}

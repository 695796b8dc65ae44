import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { createApp } from "../app.ts";
import { type Accounts, createAccounts } from "../auth/accounts.ts";
import { createBackOff } from "../auth/back-off.ts";
import { createLibrary, type Library } from "../auth/library.ts";
import { createSocketTickets, type SocketTickets } from "../auth/socket-tickets.ts";
import { createTurns } from "../auth/turns.ts";
import { createTeamLinks, type TeamLinks } from "../auth/team-links.ts";
import { createCallCore } from "../calls/core.ts";
import type { SiteDirectory } from "../calls/ports.ts";
import { type Db, openDatabase } from "../db/client.ts";
import type { Role } from "../db/schema.ts";
import { createSiteDirectory, ensureDemoSite } from "../sites/directory.ts";
import { createIdentityKeys } from "../sites/identity-keys.ts";
import { createSiteSettings } from "../sites/settings.ts";
import { withLoopbackAliases } from "../sites/origins.ts";
import { FakeClock } from "./fake-clock.ts";

export const PASSWORD = "correct horse";

/** The whole HTTP side on a database of its own, without a port. */
export interface TestApp {
  app: FastifyInstance;
  db: Db;
  clock: FakeClock;
  library: Library;
  accounts: Accounts;
  links: TeamLinks;
  tickets: SocketTickets;
  sites: SiteDirectory;
  state: { draining: boolean };
  /** Makes a member and returns the cookie of a fresh session. */
  signedIn(role: Role): Promise<string>;
  close(): Promise<void>;
}

export async function createTestApp(
  publicUrl = "http://localhost:3000",
  turns = createTurns(),
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "kk-"));
  const db = await openDatabase({ dataDir, databaseUrl: null });
  const clock = new FakeClock();
  const log = pino({ level: "silent" });
  const secret = "a secret for tests, 41 characters in all";
  const now = () => clock.now();
  const library = createLibrary({ db, publicUrl, secret, log, turns });
  const accounts = createAccounts(library, db.kysely, createBackOff(db.kysely, now));
  const links = createTeamLinks(db.kysely, accounts, publicUrl, now);
  const tickets = createSocketTickets(db.kysely, now);
  await ensureDemoSite(db.kysely, { publicUrl, demo: { port: 3001 }, demoOrigins: [] }, now());
  const identityKeys = createIdentityKeys(db.kysely, secret, now);
  const sites = createSiteDirectory(db.kysely, identityKeys);
  const turn = { stunUrls: [], turnUrls: [], secret: null };
  const core = createCallCore({ db, clock, log, sites, secret, turn });
  const state = { draining: false };
  const app = await createApp({
    config: { publicUrl, trustedProxies: ["loopback"] },
    log,
    db,
    accounts,
    links,
    tickets,
    sites,
    identityKeys,
    siteSettings: createSiteSettings(db.kysely, { ownOrigins: [publicUrl], hasRelay: false }),
    core,
    folders: builtPackages(dataDir),
    ownOrigins: new Set(withLoopbackAliases(publicUrl)),
    socketsByNamespace: () => ({ visitor: 2, agent: 1 }),
    isDraining: () => state.draining,
  });
  await app.ready();
  return {
    app,
    db,
    clock,
    library,
    accounts,
    links,
    tickets,
    sites,
    state,
    signedIn: async (role) => {
      const email = `${role}@example.com`;
      await accounts.create({ name: role, email, password: PASSWORD, role });
      return cookieOf(
        await app.inject({
          method: "POST",
          url: "/api/v1/sign-in",
          payload: { email, password: PASSWORD },
        }),
      );
    },
    close: async () => {
      await app.close();
      await core.stop();
      await db.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** `name=value` of the session cookie that an answer sets. */
export function cookieOf(response: { cookies: { name: string; value: string }[] }): string {
  const [cookie] = response.cookies;
  if (cookie === undefined) throw new Error("The answer sets no cookie");
  return `${cookie.name}=${encodeURIComponent(cookie.value)}`;
}

function builtPackages(parent: string): { widget: string; console: string } {
  const widget = join(parent, "widget");
  const console = join(parent, "console");
  mkdirSync(join(widget, "assets"), { recursive: true });
  mkdirSync(console);
  writeFileSync(join(widget, "loader.js"), "plain loader");
  writeFileSync(join(widget, "loader.js.br"), "compressed loader");
  writeFileSync(join(widget, "assets", "app-Ab3_d-9Z.js"), "app");
  writeFileSync(join(widget, ".built-from"), "hash");
  writeFileSync(join(console, "index.html"), "<!doctype html>");
  return { widget, console };
}

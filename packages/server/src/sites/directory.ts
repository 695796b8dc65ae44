import { randomBytes } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import * as z from "zod/mini";
import type { Site, SiteDirectory } from "../calls/ports.ts";
import type { Database, SiteTable } from "../db/schema.ts";
import type { IdentityKeys } from "./identity-keys.ts";
import { withLoopbackAliases } from "./origins.ts";

export const DEMO_KEY = "demo";
const DEFAULT_ACCENT = "#f4b000";

const Strings = z.array(z.string());
export const stringsOf = (stored: string): string[] => Strings.parse(JSON.parse(stored));
const Timings = z.record(z.string(), z.int().check(z.minimum(0)));

/** `ownOrigins`: this server's own, where a call in its own window is. */
export function createSiteDirectory(
  kysely: Kysely<Database>,
  identityKeys: Pick<IdentityKeys, "secrets">,
  ownOrigins: readonly string[] = [],
): SiteDirectory {
  return {
    byKey: async (key) => {
      const row = await kysely
        .selectFrom("site")
        .selectAll()
        .where("key", "=", key)
        .executeTakeFirst();
      return row ? siteOf(row, ownOrigins) : null;
    },
    identityKeys: identityKeys.secrets,
  };
}

export function siteOf(row: Selectable<SiteTable>, ownOrigins: readonly string[]): Site {
  const written = stringsOf(row.allowedOrigins);
  const derived = stringsOf(row.derivedOrigins);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    accent: row.accent,
    position: row.position,
    allowedOrigins: [...new Set([...written, ...derived, ...ownOrigins])],
    timings: Timings.parse(JSON.parse(row.timings)),
    relayOnly: row.relayOnly !== 0,
    excludedPaths: stringsOf(row.excludedPaths),
  };
}

export interface DemoOrigins {
  publicUrl: string;
  demo: { port: number } | null;
  demoOrigins: readonly string[];
}

/**
 * Makes the site `demo` at the first boot. At each later one brings the origins up to date that
 * follow from the environment, since the ports may have changed; what the owner wrote stays.
 */
export async function ensureDemoSite(
  kysely: Kysely<Database>,
  { publicUrl, demo, demoOrigins }: DemoOrigins,
  now: number,
): Promise<void> {
  const demoWebsite = demo === null ? [] : withLoopbackAliases(`http://localhost:${demo.port}`);
  const derivedOrigins = JSON.stringify([
    ...new Set([...withLoopbackAliases(publicUrl), ...demoWebsite, ...demoOrigins]),
  ]);
  const any = await kysely.selectFrom("site").select("id").limit(1).executeTakeFirst();
  if (any) {
    await kysely.updateTable("site").set({ derivedOrigins }).where("key", "=", DEMO_KEY).execute();
    return;
  }
  await kysely
    .insertInto("site")
    .values({
      id: randomBytes(12).toString("base64url"),
      key: DEMO_KEY,
      name: "Demo",
      accent: DEFAULT_ACCENT,
      position: "bottom-right",
      allowedOrigins: "[]",
      derivedOrigins,
      timings: "{}",
      relayOnly: 0,
      excludedPaths: "[]",
      createdAt: now,
    })
    .execute();
}

/** What an owner sets about a site. */
import type { SiteRequest, SiteSettings, SiteTimings } from "@knockknock/protocol";
import type { Kysely, Selectable } from "kysely";
import { DEFAULT_TIMINGS } from "../calls/machine.ts";
import type { Database, SiteTable } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";
import { siteOf, stringsOf } from "./directory.ts";
import { originOf } from "./origins.ts";

export interface SiteSettingsStore {
  list(): Promise<SiteSettings[]>;
  /**
   * Rejects with `not_found`, with `bad_request` for an origin that is none, and with `conflict`
   * when everything is to be relayed and there is no relay.
   */
  save(id: string, request: SiteRequest): Promise<SiteSettings>;
}

export interface SiteSurroundings {
  /** This server's own origins, where calls in windows of their own are. */
  readonly ownOrigins: readonly string[];
  /** TURN servers are configured. */
  readonly hasRelay: boolean;
}

/** A default that changes with a later version shall reach whoever never chose another. */
const differing = (timings: SiteTimings): Partial<SiteTimings> =>
  Object.fromEntries(
    Object.entries(timings).filter(
      ([name, ms]) => ms !== DEFAULT_TIMINGS[name as keyof SiteTimings],
    ),
  );

export function createSiteSettings(
  kysely: Kysely<Database>,
  { ownOrigins, hasRelay }: SiteSurroundings,
): SiteSettingsStore {
  const settingsOf = (row: Selectable<SiteTable>): SiteSettings => {
    const { id, key, name, accent, position, relayOnly, excludedPaths, timings } = siteOf(row, []);
    const { ringMs, queueMs, connectMs, absentMs } = { ...DEFAULT_TIMINGS, ...timings };
    return {
      id,
      key,
      name,
      accent,
      position,
      relayOnly,
      allowedOrigins: stringsOf(row.allowedOrigins),
      fixedOrigins: [...new Set([...ownOrigins, ...stringsOf(row.derivedOrigins)])],
      excludedPaths: [...excludedPaths],
      timings: { ringMs, queueMs, connectMs, absentMs },
    };
  };

  return {
    async list() {
      const rows = await kysely.selectFrom("site").selectAll().orderBy("createdAt").execute();
      return rows.map(settingsOf);
    },

    async save(id, { name, accent, position, ...request }) {
      const allowedOrigins = request.allowedOrigins.map((text) => {
        const origin = originOf(text);
        if (origin !== null) return origin;
        const message = `"${text}" is no origin. Write it like https://www.example.com`;
        throw new Refusal("bad_request", message.slice(0, 500));
      });
      if (request.relayOnly && !hasRelay) {
        throw new Refusal(
          "conflict",
          "There is no relay that calls could go through. Set KNOCK_TURN_URLS first.",
        );
      }
      const row = await kysely
        .updateTable("site")
        .set({
          name,
          accent,
          position,
          allowedOrigins: JSON.stringify([...new Set(allowedOrigins)]),
          relayOnly: request.relayOnly ? 1 : 0,
          excludedPaths: JSON.stringify(request.excludedPaths),
          timings: JSON.stringify(differing(request.timings)),
        })
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) throw new Refusal("not_found", `There is no site ${id}`);
      return settingsOf(row);
    },
  };
}

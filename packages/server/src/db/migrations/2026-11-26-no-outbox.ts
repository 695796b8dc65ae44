import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Nothing read the outbox, and it grew with every step of a call: it comes back with its reader. */
export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema.dropTable("outbox").ifExists().execute();
}

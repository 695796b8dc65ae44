import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Where each account signed in from before. */
export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable("knownAddress")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("lastAt", "bigint", (column) => column.notNull())
    .execute();
}

import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable("site")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("key", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("accent", "text", (column) => column.notNull())
    .addColumn("position", "text", (column) => column.notNull())
    .addColumn("allowedOrigins", "text", (column) => column.notNull())
    .addColumn("derivedOrigins", "text", (column) => column.notNull())
    .addColumn("timings", "text", (column) => column.notNull())
    .addColumn("relayOnly", "integer", (column) => column.notNull())
    .addColumn("excludedPaths", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
}

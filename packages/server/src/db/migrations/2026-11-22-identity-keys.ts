import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Keys with which a site's backend signs its customers' identities. */
export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable("identityKey")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("siteId", "text", (column) => column.notNull().references("site.id"))
    .addColumn("slot", "integer", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addUniqueConstraint("identityKeySlot", ["siteId", "slot"])
    .execute();
}

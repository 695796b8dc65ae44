import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Messages are read newest first, page by page. */
export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createIndex("visitorMessageCreatedAt")
    .ifNotExists()
    .on("visitorMessage")
    .columns(["createdAt", "id"])
    .execute();
}

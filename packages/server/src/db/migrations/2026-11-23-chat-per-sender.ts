import { type Kysely, sql } from "kysely";
import type { Database, Dialect } from "../schema.ts";

/**
 * A chat message's id is unique among those of its sender, no longer in the whole call. SQLite
 * cannot take a constraint off a table, so the table is made anew, on both.
 */
export async function up(db: Kysely<Database>, dialect: Dialect): Promise<void> {
  await db.schema.alterTable("callEvent").renameTo("callEventBefore").execute();
  await db.schema
    .createTable("callEvent")
    .addColumn("callId", "text", (column) => column.notNull().references("call.id"))
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("chatFrom", "text")
    .addColumn("chatId", "text")
    // The names of the table before are its own until it is gone.
    .addPrimaryKeyConstraint("callEventPlace", ["callId", "seq"])
    .addUniqueConstraint("callEventMessage", ["callId", "chatFrom", "chatId"])
    .execute();
  const from =
    dialect === "sqlite" ? sql`json_extract("data", '$.from')` : sql`("data"::json ->> 'from')`;
  await sql`
    insert into "callEvent" ("callId", "seq", "at", "type", "data", "chatFrom", "chatId")
    select "callId", "seq", "at", "type", "data",
           case when "chatId" is null then null else ${from} end, "chatId"
    from "callEventBefore"`.execute(db);
  await db.schema.dropTable("callEventBefore").execute();
}

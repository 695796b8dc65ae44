import { type Kysely, sql } from "kysely";
import type { Database } from "../schema.ts";

const BATCH = 500;

/**
 * A chat message's id is unique among those of its sender, no longer in the whole call. SQLite
 * cannot take a constraint off a table, so the table is made anew, on both.
 */
export async function up(db: Kysely<Database>): Promise<void> {
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
  await sql`
    insert into "callEvent" ("callId", "seq", "at", "type", "data", "chatFrom", "chatId")
    select "callId", "seq", "at", "type", "data", null, "chatId"
    from "callEventBefore"`.execute(db);
  await db.schema.dropTable("callEventBefore").execute();
  await nameSenders(db);
}

/** Read here: PostgreSQL's own reader stops at a half surrogate or a zero, which people may send. */
async function nameSenders(db: Kysely<Database>): Promise<void> {
  for (;;) {
    const messages = await db
      .selectFrom("callEvent")
      .select(["callId", "seq", "data"])
      .where("chatId", "is not", null)
      .where("chatFrom", "is", null)
      .limit(BATCH)
      .execute();
    for (const { callId, seq, data } of messages) {
      const { from } = JSON.parse(data) as { readonly from: string };
      await db
        .updateTable("callEvent")
        .set({ chatFrom: from })
        .where("callId", "=", callId)
        .where("seq", "=", seq)
        .execute();
    }
    if (messages.length < BATCH) return;
  }
}

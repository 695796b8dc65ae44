import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Calls, their events and commands, and what visitors leave behind. */
export async function up(db: Kysely<Database>): Promise<void> {
  await db.schema
    .createTable("call")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("siteId", "text", (column) => column.notNull())
    .addColumn("knockKey", "text", (column) => column.notNull())
    .addColumn("phase", "text", (column) => column.notNull())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("deadlineAt", "bigint")
    .addColumn("ticketUsed", "bigint", (column) => column.notNull())
    .addColumn("card", "text", (column) => column.notNull())
    .addColumn("person", "text")
    .addColumn("searchText", "text", (column) => column.notNull())
    .addColumn("agentId", "text")
    .addColumn("agentName", "text")
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("answeredAt", "bigint")
    .addColumn("connectedAt", "bigint")
    .addColumn("endedAt", "bigint")
    .addColumn("endReason", "text")
    .addColumn("endedBy", "text")
    .addColumn("durationMs", "bigint", (column) => column.notNull())
    .addColumn("stars", "bigint")
    .addColumn("comment", "text", (column) => column.notNull())
    .addColumn("notes", "text", (column) => column.notNull())
    .addColumn("visitorQuality", "text")
    .addColumn("agentQuality", "text")
    .addUniqueConstraint("callKnockKey", ["siteId", "knockKey"])
    .execute();
  await db.schema.createIndex("callPhase").on("call").column("phase").execute();
  await db.schema.createIndex("callCreatedAt").on("call").column("createdAt").execute();
  await db.schema.createIndex("callPerson").on("call").columns(["siteId", "person"]).execute();

  await db.schema
    .createTable("callEvent")
    .addColumn("callId", "text", (column) => column.notNull().references("call.id"))
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("chatId", "text")
    .addPrimaryKeyConstraint("callEventKey", ["callId", "seq"])
    .addUniqueConstraint("callEventChat", ["callId", "chatId"])
    .execute();

  await db.schema
    .createTable("callCommand")
    .addColumn("callId", "text", (column) => column.notNull().references("call.id"))
    .addColumn("principal", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("error", "text")
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("callCommandKey", ["callId", "principal", "key"])
    .execute();

  await db.schema
    .createTable("visitorMessage")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("siteId", "text", (column) => column.notNull())
    .addColumn("siteName", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("callId", "text")
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("contact", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addUniqueConstraint("visitorMessageKey", ["siteId", "key"])
    .execute();

  await db.schema
    .createTable("agentAvailability")
    .addColumn("agentId", "text", (column) => column.primaryKey())
    .addColumn("available", "bigint", (column) => column.notNull())
    .addColumn("changedAt", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("identityToken")
    .addColumn("siteId", "text", (column) => column.notNull())
    .addColumn("jti", "text", (column) => column.notNull())
    .addColumn("expiresAt", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("identityTokenKey", ["siteId", "jti"])
    .execute();

  await db.schema
    .createTable("outbox")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("callId", "text", (column) => column.notNull())
    .addColumn("topic", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("deliveredAt", "bigint")
    .execute();
  await db.schema
    .createIndex("outboxWaiting")
    .on("outbox")
    .columns(["deliveredAt", "createdAt"])
    .execute();
}

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, postgresUrl } from "../testing/postgres.ts";
import { type Db, EmptyDatabaseError, openDatabase, ping } from "./client.ts";

const databases = [
  { name: "sqlite", server: null, available: true },
  { name: "postgres", server: postgresUrl ?? null, available: postgresUrl !== undefined },
];

describe.each(databases)("$name", ({ server, available }) => {
  let dataDir: string;
  let databaseUrl: string | null = null;
  let open: Db[] = [];
  let cleanUp: () => Promise<void> = () => Promise.resolve();
  const openHere = async () => {
    const db = await openDatabase({ dataDir, databaseUrl });
    open.push(db);
    return db;
  };
  /** Another, empty database takes the place of the one there was. */
  const replaceByEmpty = async () => {
    await Promise.all(open.map((db) => db.close()));
    open = [];
    if (server === null) {
      for (const name of readdirSync(dataDir).filter((file) => file.includes(".sqlite"))) {
        rmSync(join(dataDir, name));
      }
      return;
    }
    await cleanUp();
    const database = await createTestDatabase(server);
    databaseUrl = database.url;
    cleanUp = () => database.drop();
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "kk-"));
    if (available) await replaceByEmpty();
  });
  afterEach(async () => {
    await Promise.all(open.map((db) => db.close()));
    open = [];
    await cleanUp();
    cleanUp = () => Promise.resolve();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.runIf(available)("migrates an empty database, and a migrated one again", async () => {
    await openHere();
    const db = await openHere();
    await ping(db);
    expect(await db.kysely.selectFrom("site").selectAll().execute()).toEqual([]);
  });

  test.runIf(available)(
    "keeps what was written in calls when chat ids became their senders'",
    async () => {
      const db = await openHere();
      // Back to how it was the day before.
      await db.kysely.schema.dropTable("callEvent").execute();
      await db.kysely.schema
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
      // This one and all that came after it, which find their work done.
      await sql`delete from "kysely_migration" where "name" >= '2026-11-23'`.execute(db.kysely);
      const call = {
        id: "call-0001",
        siteId: "site0001",
        knockKey: "k",
        phase: "ended",
        seq: 2,
        state: "{}",
        deadlineAt: null,
        ticketUsed: 0,
        card: "{}",
        person: null,
        searchText: "",
        agentId: null,
        agentName: null,
        createdAt: 1,
        answeredAt: null,
        connectedAt: null,
        endedAt: null,
        endReason: null,
        endedBy: null,
        durationMs: 0,
        stars: null,
        comment: "",
        notes: "",
        visitorQuality: null,
        agentQuality: null,
      };
      await db.kysely.insertInto("call").values(call).execute();
      await sql`insert into "callEvent" ("callId", "seq", "at", "type", "data", "chatId") values
      ('call-0001', 1, 10, 'knock', '{}', null),
      ('call-0001', 2, 20, 'chat', '{"id":"m1","from":"visitor","text":"hello"}', 'm1'),
      ('call-0001', 3, 30, 'chat', '{"id":"m2","from":"agent-1","text":"half \\ud800, and \\u0000"}', 'm2')`.execute(
        db.kysely,
      );

      // A migration that fails on its way leaves everything as it was.
      const broken = sql`insert into "callEvent" ("callId", "seq", "at", "type", "data", "chatId")
        values ('call-0001', 4, 40, 'chat', '{', 'm3')`;
      await broken.execute(db.kysely);
      await expect(openHere()).rejects.toThrow("could not be migrated");
      await expect(
        sql`select "callEvent"."chatFrom" from "callEvent"`.execute(db.kysely),
      ).rejects.toThrow("chatFrom");
      await sql`delete from "callEvent" where "seq" = 4`.execute(db.kysely);

      const { kysely } = await openHere();
      const rows = await kysely.selectFrom("callEvent").selectAll().orderBy("seq").execute();
      expect(rows).toMatchObject([
        { seq: 1, type: "knock", chatFrom: null, chatId: null },
        { seq: 2, at: 20, type: "chat", chatFrom: "visitor", chatId: "m1" },
        { seq: 3, chatFrom: "agent-1", chatId: "m2" },
      ]);
    },
  );

  test.runIf(available)("reads integers of 64 bits as numbers", async () => {
    const db = await openHere();
    const site = {
      id: "site0001",
      key: "k",
      name: "n",
      accent: "#123456",
      position: "bottom-right" as const,
      allowedOrigins: "[]",
      derivedOrigins: "[]",
      timings: "{}",
      relayOnly: 0,
      excludedPaths: "[]",
      createdAt: 1_900_000_000_000,
    };
    await db.kysely.insertInto("site").values(site).execute();
    expect(await db.kysely.selectFrom("site").selectAll().execute()).toEqual([site]);
  });

  test.runIf(available)("refuses an empty database where one existed", async () => {
    await openHere();
    await replaceByEmpty();
    await expect(openHere()).rejects.toThrow(EmptyDatabaseError);
  });
});

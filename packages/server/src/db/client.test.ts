import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, EmptyDatabaseError, openDatabase, ping } from "./client.ts";

const postgresUrl = env["KNOCK_TEST_POSTGRES_URL"];
const databases = [
  { name: "sqlite", url: null, available: true },
  { name: "postgres", url: postgresUrl ?? null, available: postgresUrl !== undefined },
];

describe.each(databases)("$name", ({ url, available }) => {
  let dataDir: string;
  let open: Db[] = [];
  const openHere = async () => {
    const db = await openDatabase({ dataDir, databaseUrl: url });
    open.push(db);
    return db;
  };
  const wipe = async () => {
    if (url === null) {
      for (const name of readdirSync(dataDir).filter((file) => file.includes(".sqlite"))) {
        rmSync(join(dataDir, name));
      }
      return;
    }
    const db = await openDatabase({
      dataDir: mkdtempSync(join(tmpdir(), "kk-")),
      databaseUrl: url,
    });
    await sql`drop schema public cascade`.execute(db.kysely);
    await sql`create schema public`.execute(db.kysely);
    await db.close();
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "kk-"));
    if (available && url !== null) await wipe();
  });
  afterEach(async () => {
    await Promise.all(open.map((db) => db.close()));
    open = [];
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.runIf(available)("migrates an empty database, and a migrated one again", async () => {
    await openHere();
    const db = await openHere();
    await ping(db);
    expect(await db.kysely.selectFrom("site").selectAll().execute()).toEqual([]);
  });

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
    const first = await openHere();
    await first.close();
    open = [];
    await wipe();
    await expect(openHere()).rejects.toThrow(EmptyDatabaseError);
  });
});

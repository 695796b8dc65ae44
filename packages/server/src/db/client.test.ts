import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

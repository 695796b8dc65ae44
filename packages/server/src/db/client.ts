import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { reasonsOf } from "../reasons.ts";
import { migrations, type Migration } from "./migrations/index.ts";
import type { Database, Dialect } from "./schema.ts";

export interface Db {
  kysely: Kysely<Database>;
  dialect: Dialect;
  close(): Promise<void>;
}

export interface DatabaseConfig {
  /** Where SQLite's file and the marker live; made when absent. */
  dataDir: string;
  /** `postgres://…`; null = SQLite in `dataDir`. */
  databaseUrl: string | null;
}

const SQLITE_FILE = "knockknock.sqlite";
/** Its presence says that this installation had a database before. */
const MARKER_FILE = "database-was-created";
/** How long a SQLite writer waits for another process, such as a backup. */
const BUSY_TIMEOUT_MS = 5_000;
const POSTGRES_POOL_SIZE = 10;

/**
 * Opens the database and brings its schema up to date.
 *
 * Rejects when the database is empty although the data directory's marker says that there was one
 * (a wrong path or URL must not start a second, empty life), and when a migration fails.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Db> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  let db: Db | null = null;
  try {
    db =
      config.databaseUrl === null
        ? openSqlite(join(config.dataDir, SQLITE_FILE))
        : await openPostgres(config.databaseUrl);
    const marker = join(config.dataDir, MARKER_FILE);
    if (existsSync(marker) && (await isEmpty(db.kysely))) throw new EmptyDatabaseError(marker);
    await migrate(db);
    if (!existsSync(marker))
      writeFileSync(marker, `${new Date().toISOString()}\n`, { mode: 0o600 });
  } catch (error) {
    await db?.close();
    throw error instanceof EmptyDatabaseError ? error : new UnusableDatabaseError(config, error);
  }
  return db;
}

export class EmptyDatabaseError extends Error {
  override readonly name = "EmptyDatabaseError";
  constructor(marker: string) {
    super(
      `The database is empty, but ${marker} says that this installation had one. Check ` +
        `DATABASE_URL and KNOCK_DATA_DIR, or restore the backup. If you want to start anew, ` +
        `delete that file.`,
    );
  }
}

/** The database cannot be opened or migrated; says which one, and everything that is known of why. */
export class UnusableDatabaseError extends Error {
  override readonly name = "UnusableDatabaseError";
  constructor({ dataDir, databaseUrl }: DatabaseConfig, cause: unknown) {
    const which =
      databaseUrl === null
        ? join(dataDir, SQLITE_FILE)
        : `DATABASE_URL (${withoutSecrets(databaseUrl)})`;
    super(`The database cannot be used: ${which}\n  ${reasonsOf(cause).join("\n  ")}`, { cause });
  }
}

/** A password may stand in the query, too. */
function withoutSecrets(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "which is no URL";
  const { protocol, username, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}

/** Resolves when the database answers; rejects otherwise. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db.kysely);
}

function openSqlite(file: string): Db {
  const connection = new SQLite(file, { timeout: BUSY_TIMEOUT_MS });
  connection.pragma("journal_mode = WAL");
  // FULL syncs the log at every commit: what was acknowledged survives a power cut.
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  const kysely = new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) });
  return { kysely, dialect: "sqlite", close: () => kysely.destroy() };
}

async function openPostgres(connectionString: string): Promise<Db> {
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  // Times and counts fit a double exactly (< 2^53).
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString,
    max: POSTGRES_POOL_SIZE,
    types,
  });
  // An idle connection that breaks is replaced at its next use; the query then tells its caller.
  pool.on("error", () => undefined);
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, dialect: "postgres", close: () => kysely.destroy() };
}

async function isEmpty(kysely: Kysely<Database>): Promise<boolean> {
  const tables = await kysely.introspection.getTables();
  return !tables.some((table) => table.name === "user");
}

/**
 * Each migration is done as a whole or not at all: PostgreSQL's Migrator sees to that, for SQLite it
 * does not, although its schema changes can be taken back, too.
 */
async function migrate(db: Db): Promise<void> {
  const whole = (migration: Migration) => (kysely: Kysely<Database>) =>
    db.dialect === "sqlite"
      ? kysely.transaction().execute((tx) => migration.up(tx, db.dialect))
      : migration.up(kysely, db.dialect);
  const bound = Object.entries(migrations).map(([name, migration]: [string, Migration]) => [
    name,
    { up: whole(migration) },
  ]);
  const migrator = new Migrator({
    db: db.kysely,
    provider: { getMigrations: () => Promise.resolve(Object.fromEntries(bound)) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("The database could not be migrated", { cause: error });
}

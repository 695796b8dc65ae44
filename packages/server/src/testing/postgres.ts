import { randomBytes } from "node:crypto";
import { env } from "node:process";
import pg from "pg";

/**
 * A server and a user who may create databases: one that is named from outside, or the one that
 * `postgres-server.ts` has started. Tests on PostgreSQL are left out where neither is.
 */
export const postgresUrl = env["KNOCK_TEST_POSTGRES_URL"];

/** A database of the test's own, so that test files may run side by side. */
export async function createTestDatabase(
  serverUrl: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `kk_${randomBytes(6).toString("hex")}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const run = async (command: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(command);
    await client.end();
  };
  await run(`create database ${name}`);
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/**
 * Vitest's global set-up: a PostgreSQL server for the tests, on a free port of this machine and in a
 * directory of its own, both gone afterwards. None is started where `KNOCK_TEST_POSTGRES_URL` names
 * one, or where PostgreSQL is not installed (`npm test` installs it where it may).
 */
import { execFile } from "node:child_process";
import { chown, glob, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, getuid } from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Debian keeps these programs off the PATH; Homebrew and others do not. */
async function findPrograms(): Promise<string | null> {
  const folders = (env["PATH"] ?? "").split(":").map((folder) => join(folder, "postgres"));
  for await (const program of glob([...folders, "/usr/lib/postgresql/*/bin/postgres"])) {
    return join(program, "..");
  }
  return null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root: its package's own user does it then. */
async function runner(): Promise<{ user: number; prefix: readonly string[] } | null> {
  if (getuid?.() !== 0) return { user: -1, prefix: [] };
  try {
    const { stdout } = await run("id", ["-u", "postgres"]);
    return { user: Number(stdout), prefix: ["runuser", "-u", "postgres", "--"] };
  } catch {
    return null;
  }
}

export default async function startPostgres(): Promise<(() => Promise<void>) | undefined> {
  if (env["KNOCK_TEST_POSTGRES_URL"] !== undefined) return undefined;
  const [programs, as] = await Promise.all([findPrograms(), runner()]);
  if (programs === null || as === null) return undefined;
  const home = await mkdtemp(join(tmpdir(), "knock-postgres-"));
  if (as.user !== -1) await chown(home, as.user, -1);
  const data = join(home, "data");
  const call = (program: string, ...args: string[]) => {
    const [command = "", ...words] = [...as.prefix, join(programs, program), ...args];
    return run(command, words, { cwd: home });
  };
  await call("initdb", "--pgdata", data, "--username=knock", "--auth=trust", "--no-sync");
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=''`;
  const log = join(home, "log");
  await call("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options);
  env["KNOCK_TEST_POSTGRES_URL"] = `postgres://knock@127.0.0.1:${port}/postgres`;
  return async () => {
    await call("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data);
    await rm(home, { recursive: true });
  };
}

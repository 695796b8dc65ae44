import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROTOCOL_VERSION } from "@knockknock/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, postgresUrl } from "./testing/postgres.ts";

const MAIN = join(import.meta.dirname, "main.ts");
const owner = { name: "Owner", email: "owner@example.com", password: "correct horse" };

let dataDir: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "kk-"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port");
  return address.port;
}

function run(variables: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { KNOCK_DATA_DIR: dataDir, KNOCK_DEMO_PORT: "off", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

/** Starts the server and resolves with the line that says where to begin. */
async function boot(
  port: number,
  database: Record<string, string> = {},
): Promise<{ child: ChildProcess; firstUrl: string; url: string }> {
  const child = run({ PORT: String(port), KNOCK_LOG_LEVEL: "silent", ...database });
  if (child.stdout === null) throw new Error("No output");
  for await (const line of createInterface({ input: child.stdout })) {
    const firstUrl = /1\. (\S+)/.exec(line)?.[1];
    if (firstUrl !== undefined) return { child, firstUrl, url: `http://127.0.0.1:${port}` };
  }
  throw new Error("The server ended without saying that it is ready");
}

const post = (url: string, body: object) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test(
  "drains at SIGTERM and exits 0; a second signal does no harm",
  { timeout: 30_000 },
  async () => {
    const { child, url } = await boot(await freePort());
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill("SIGTERM");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);

test("a request that never ends does not keep it from ending", { timeout: 30_000 }, async () => {
  const port = await freePort();
  const { child } = await boot(port);
  const slow = connect(port, "127.0.0.1");
  slow.on("error", () => undefined);
  slow.write(
    "POST /api/v1/knock HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
  );
  // The interim answer tells that the request is under way.
  await once(slow, "data");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

const databases: [name: string, server: string | null][] = [["SQLite", null]];
if (postgresUrl !== undefined) databases.push(["PostgreSQL", postgresUrl]);

test.each(databases)(
  "keeps what it acknowledged through kill -9 (%s)",
  { timeout: 60_000 },
  async (_name, server) => {
    const own = server === null ? null : await createTestDatabase(server);
    const database: Record<string, string> = own === null ? {} : { DATABASE_URL: own.url };
    const port = await freePort();
    const first = await boot(port, database);
    const token = new URL(first.firstUrl.replace("#", "")).searchParams.get("token");
    expect((await post(`${first.url}/api/v1/setup`, { token, ...owner })).status).toBe(200);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");

    const second = await boot(port, database);
    expect(second.firstUrl).toBe(`http://localhost:${port}/console/`);
    expect((await post(`${second.url}/api/v1/sign-in`, owner)).status).toBe(200);
    second.child.kill("SIGKILL");
    await own?.drop();
  },
);

test.runIf(postgresUrl !== undefined)(
  "stops, says what it could not do and exits 0 when the database is gone",
  { timeout: 30_000 },
  async () => {
    const own = await createTestDatabase(postgresUrl ?? "");
    const port = await freePort();
    const { child, url } = await boot(port, { DATABASE_URL: own.url, KNOCK_LOG_LEVEL: "error" });
    let log = "";
    child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
    const page = { url: `http://localhost:${port}/`, title: "", referrer: "" };
    const knock = await fetch(`${url}/api/v1/knock`, {
      method: "POST",
      headers: { "content-type": "text/plain", origin: `http://localhost:${port}` },
      body: JSON.stringify({
        v: PROTOCOL_VERSION,
        site: "demo",
        key: "key-00001",
        page,
        language: "en",
      }),
    });
    expect(knock.status).toBe(200);
    await own.drop();
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
    expect(log).toContain("could not end the calls that wait");
  },
);

test("tells every error of the configuration and exits 1", { timeout: 30_000 }, async () => {
  const child = run({ PORT: "none", KNOCK_NOPE: "1" });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  expect(await once(child, "close")).toEqual([1, null]);
  expect(errors).toContain("PORT must be a number");
  expect(errors).toContain("KNOCK_NOPE is not a name");
});

test("tells which database cannot be used, and why, without its password", async () => {
  const port = await freePort();
  const child = run({
    DATABASE_URL: `postgres://knock:hunter2@127.0.0.1:${port}/calls?password=x1y`,
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  expect(await once(child, "close")).toEqual([1, null]);
  expect(errors).toContain(`DATABASE_URL (postgres://knock@127.0.0.1:${port}/calls)`);
  expect(errors).toContain("ECONNREFUSED");
  expect(errors).not.toMatch(/hunter2|x1y/);
}, 30_000);

/** A company that runs Knock Knock: the real server with a data directory of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const NODE = join(ROOT, "node_modules/.bin/node");
/** What `npm start` runs; `npm run e2e` and `npm test` build it first. */
const SERVER = join(ROOT, "packages/server/dist/main.js");
const READY_WITHIN_MS = 45_000;

export const OWNER = { email: "owner@example.com", password: "correct horse battery" };

/** Ports of one Playwright worker. */
const SHARE = 1_500;
const first = 20_000 + (Number(process.env["TEST_PARALLEL_INDEX"] ?? 0) % 8) * SHARE;
let handedOut = randomInt(SHARE);

/**
 * Below those that systems hand out by themselves (from 32768 on Linux, 49152 elsewhere): no
 * connection of a browser's takes the port of a server that is down for a moment. One after the
 * other out of the worker's own share: no other company takes it then, either.
 */
async function freePort(): Promise<number> {
  for (;;) {
    handedOut += 1;
    const port = first + (handedOut % SHARE);
    const probe = createServer().listen(port, "127.0.0.1");
    try {
      await once(probe, "listening");
    } catch {
      continue;
    }
    probe.close();
    await once(probe, "close");
    return port;
  }
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
};

/** A company's data from the day when its owner signed in for the first time. */
interface Founded {
  readonly data: string;
  /** The value of the owner's session cookie. */
  readonly session: string;
}

/** Made once in each process: every password's hash takes half a second. */
let founded: Promise<Founded> | null = null;
/** Starts while the test before it plays: its first second is nobody's to wait for. */
let next: Promise<Company> | null = null;
const running = new Set<Company>();

export class Company {
  readonly url: string;
  readonly website: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #dataDirectory: string;
  #session: string | null = null;
  #server: ChildProcess | null = null;
  #log = "";

  private constructor(
    port: number,
    demoPort: number,
    dataDirectory: string,
    extra: Readonly<Record<string, string>>,
  ) {
    this.url = `http://localhost:${String(port)}`;
    this.website = `http://localhost:${String(demoPort)}`;
    this.#dataDirectory = dataDirectory;
    this.#environment = {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      KNOCK_DEMO_PORT: String(demoPort),
      KNOCK_DATA_DIR: dataDirectory,
      KNOCK_OWNER_EMAIL: OWNER.email,
      KNOCK_OWNER_PASSWORD: OWNER.password,
      ...extra,
    };
  }

  /** With `extra` in the server's environment; one without is ready by the time it is asked for. */
  static async open(extra: Readonly<Record<string, string>> = {}): Promise<Company> {
    if (Object.keys(extra).length > 0) return Company.#opened(extra);
    const ready = next ?? Company.#opened({});
    next = null;
    const company = await ready;
    next = Company.#opened({});
    // Who asks for it is told why it did not start.
    next.catch(() => undefined);
    return company;
  }

  static async #opened(extra: Readonly<Record<string, string>>): Promise<Company> {
    const { data, session } = await (founded ??= Company.#found());
    const company = await Company.#prepare(extra);
    await cp(data, company.#dataDirectory, { recursive: true });
    company.#session = session;
    await company.start();
    return company;
  }

  static async #prepare(extra: Readonly<Record<string, string>>): Promise<Company> {
    const ports = [await freePort(), await freePort()] as const;
    const company = new Company(...ports, await mkdtemp(join(tmpdir(), "knock-e2e-")), extra);
    running.add(company);
    return company;
  }

  static async #found(): Promise<Founded> {
    const company = await Company.#prepare({});
    await company.start();
    const answer = await fetch(`${company.url}/api/v1/sign-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(OWNER),
    });
    const session = /^[^=]+=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? "")?.[1];
    if (session === undefined) throw new Error(`The owner cannot sign in:\n${company.#log}`);
    await company.stop();
    return { data: company.#dataDirectory, session };
  }

  /** The owner's session, for the first browser that asks; null for others, who sign in. */
  takeSession(): { readonly name: string; readonly value: string; readonly url: string } | null {
    const value = this.#session;
    this.#session = null;
    // The server's name for it: see `cookieName` there.
    return value === null
      ? null
      : { name: `knockknock-${new URL(this.url).port}`, value, url: this.url };
  }

  /** What the server wrote; attached to a failed test. */
  get log(): string {
    return this.#log;
  }

  /** Starts the server, again on the same data, and waits until it is ready. */
  async start(): Promise<void> {
    const server = spawn(NODE, [SERVER], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#server = server;
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.#log += text));
    }
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while (!(await answers(`${this.url}/readyz`)) || !(await answers(`${this.website}/`))) {
      if (server.exitCode !== null || Date.now() > giveUpAt) {
        throw new Error(`The server did not become ready:\n${this.#log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** As a power cut does: no goodbye. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** As an operator does; returns the exit code. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#dataDirectory, { recursive: true, force: true });
    running.delete(this);
  }

  /** What is left when the process ends: the one that founded, the next one, and a failed test's. */
  static closeAll(): void {
    for (const company of running) company.#server?.kill("SIGKILL");
    for (const company of running) {
      try {
        rmSync(company.#dataDirectory, { recursive: true, force: true, maxRetries: 3 });
      } catch {
        // It is in the system's folder for what nobody needs any more.
      }
    }
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return null;
    const exit = once(server, "exit");
    server.kill(signal);
    await exit;
    return server.exitCode;
  }
}

process.once("exit", () => {
  Company.closeAll();
});

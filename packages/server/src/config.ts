import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { JoinTeamRequest, LIMITS } from "@knockknock/protocol";
import { originOf } from "./sites/origins.ts";

export interface Config {
  port: number;
  host: string;
  /** Origin under which browsers reach this server, without a trailing slash. */
  publicUrl: string;
  dataDir: string;
  /** `postgres://…`; null = SQLite in `dataDir`. */
  databaseUrl: string | null;
  /** Null = the one kept in the data directory (see `secret.ts`). */
  secret: string | null;
  owner: { email: string; password: string } | null;
  turn: { urls: string[]; secret: string } | null;
  stunUrls: string[];
  /** Null = no demo website. */
  demo: { port: number } | null;
  /** Further origins that the demo site's key may be used on. */
  demoOrigins: string[];
  /** Peers whose `X-Forwarded-For` is believed: addresses, CIDR ranges or `loopback` and its like. */
  trustedProxies: string[];
  logLevel: LogLevel;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const NAMES = [
  "PORT",
  "HOST",
  "PUBLIC_URL",
  "DATABASE_URL",
  "REDIS_URL",
  "KNOCK_DATA_DIR",
  "KNOCK_SECRET",
  "KNOCK_OWNER_EMAIL",
  "KNOCK_OWNER_PASSWORD",
  "KNOCK_TURN_URLS",
  "KNOCK_TURN_SECRET",
  "KNOCK_STUN_URLS",
  "KNOCK_DEMO_PORT",
  "KNOCK_DEMO_ORIGINS",
  "KNOCK_TRUSTED_PROXIES",
  "KNOCK_LOG_LEVEL",
] as const;
type Name = (typeof NAMES)[number];

/** Shortest secret and passwords, in characters. */
const SECRET_LENGTH = 32;
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
const HIGHEST_PORT = 65_535;

export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads and checks the whole environment. An empty value counts as unset; `NAME_FILE` names a file
 * that holds the value of `NAME`.
 *
 * Throws `ConfigError` with every problem at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const known = new Set<string>(NAMES.flatMap((name) => [name, `${name}_FILE`]));
  for (const name of Object.keys(env)) {
    if (name.startsWith("KNOCK_") && !known.has(name)) {
      problems.push(`${name} is not a name that this server knows; remove it or correct it`);
    }
  }
  const value = (name: Name) => valueOf(name, env, problems);
  const list = (name: Name, check: (entry: string) => string | null): string[] =>
    (value(name) ?? "")
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .flatMap((entry) => {
        const good = check(entry);
        if (good === null) problems.push(`${name}: “${entry}” is not ${LIST_ENTRIES[name]}`);
        return good ?? [];
      });

  const port = portOf("PORT", value("PORT") ?? "3000", problems);
  const demo = demoOf(value("KNOCK_DEMO_PORT"), port, problems);
  const publicUrl = publicUrlOf(value("PUBLIC_URL"), port, problems);
  const turnUrls = list("KNOCK_TURN_URLS", (url) => (/^turns?:[^\s]+$/.test(url) ? url : null));
  const databaseUrl = value("DATABASE_URL");
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push("DATABASE_URL must begin with postgres:// (leave it unset for SQLite)");
  }
  if (value("REDIS_URL") !== null) {
    problems.push("REDIS_URL: several nodes are not supported yet; leave it unset");
  }
  const logLevel = value("KNOCK_LOG_LEVEL") ?? "info";
  if (!isLogLevel(logLevel)) {
    problems.push(`KNOCK_LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}`);
  }
  const trustedProxies = list("KNOCK_TRUSTED_PROXIES", (entry) =>
    /^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d{1,3})?)$/i.test(entry) ? entry : null,
  );

  const config: Config = {
    port,
    host: value("HOST") ?? "127.0.0.1",
    publicUrl,
    dataDir: resolve(value("KNOCK_DATA_DIR") ?? "data"),
    databaseUrl,
    secret: secretOf(value("KNOCK_SECRET"), problems),
    owner: ownerOf(value("KNOCK_OWNER_EMAIL"), value("KNOCK_OWNER_PASSWORD"), problems),
    turn: turnOf(turnUrls, value("KNOCK_TURN_SECRET"), problems),
    stunUrls: list("KNOCK_STUN_URLS", (url) => (/^stuns?:[^\s]+$/.test(url) ? url : null)),
    demo,
    demoOrigins: list("KNOCK_DEMO_ORIGINS", originOf),
    trustedProxies: trustedProxies.length === 0 ? ["loopback"] : trustedProxies,
    logLevel: isLogLevel(logLevel) ? logLevel : "info",
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const LIST_ENTRIES: Partial<Record<Name, string>> = {
  KNOCK_TURN_URLS: "a turn: or turns: URL",
  KNOCK_STUN_URLS: "a stun: URL",
  KNOCK_DEMO_ORIGINS: "an origin such as https://www.example.com",
  KNOCK_TRUSTED_PROXIES: "an address, a CIDR range, loopback, linklocal or uniquelocal",
};

function valueOf(name: Name, env: NodeJS.ProcessEnv, problems: string[]): string | null {
  const direct = env[name] ?? "";
  const file = env[`${name}_FILE`] ?? "";
  if (file === "") return direct === "" ? null : direct;
  if (direct !== "") {
    problems.push(`${name} and ${name}_FILE are both set; keep one`);
    return direct;
  }
  try {
    const content = readFileSync(file, "utf8").trim();
    return content === "" ? null : content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`${name}_FILE cannot be read: ${reason}`);
    return null;
  }
}

function portOf(name: Name, text: string, problems: string[]): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= HIGHEST_PORT) return port;
  problems.push(`${name} must be a number from 1 to ${HIGHEST_PORT}, not “${text}”`);
  return 1;
}

function demoOf(text: string | null, port: number, problems: string[]): Config["demo"] {
  if (text === "off") return null;
  if (text === null && port === HIGHEST_PORT) {
    problems.push("KNOCK_DEMO_PORT must be set (or off): PORT + 1 is past the last port");
    return null;
  }
  const demoPort = portOf("KNOCK_DEMO_PORT", text ?? String(port + 1), problems);
  if (demoPort === port) problems.push("KNOCK_DEMO_PORT must differ from PORT");
  return { port: demoPort };
}

function publicUrlOf(text: string | null, port: number, problems: string[]): string {
  const fallback = `http://localhost:${port}`;
  if (text === null) return fallback;
  const origin = originOf(text);
  if (origin === null) {
    problems.push(
      `PUBLIC_URL must be an origin such as https://calls.example.com, without a path: “${text}”`,
    );
  }
  return origin ?? fallback;
}

function secretOf(secret: string | null, problems: string[]): string | null {
  if (secret !== null && secret.length < SECRET_LENGTH) {
    problems.push(`KNOCK_SECRET must have at least ${SECRET_LENGTH} characters`);
  }
  return secret;
}

function ownerOf(
  email: string | null,
  password: string | null,
  problems: string[],
): Config["owner"] {
  if (email === null && password === null) return null;
  if (email === null || password === null) {
    problems.push("KNOCK_OWNER_EMAIL and KNOCK_OWNER_PASSWORD belong together; set both or none");
    return null;
  }
  // As everybody else who joins: an owner whom the sign-in refuses could never come in.
  if (!JoinTeamRequest.shape.email.safeParse(email).success) {
    // Without the value: whoever mixes the two up would have the password in the log.
    problems.push(
      `KNOCK_OWNER_EMAIL is not an e-mail address to sign in with; set one like name@example.com (plain letters, a full domain name, at most ${LIMITS.email} characters)`,
    );
  }
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
    problems.push(
      `KNOCK_OWNER_PASSWORD must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`,
    );
  }
  return { email, password };
}

function turnOf(urls: string[], secret: string | null, problems: string[]): Config["turn"] {
  if (urls.length === 0 && secret === null) return null;
  if (urls.length === 0 || secret === null) {
    problems.push("KNOCK_TURN_URLS and KNOCK_TURN_SECRET belong together; set both or none");
    return null;
  }
  return { urls, secret };
}

const isLogLevel = (text: string): text is LogLevel =>
  (LOG_LEVELS as readonly string[]).includes(text);

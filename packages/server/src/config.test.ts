import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { loadSecret } from "./secret.ts";

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test("an empty environment gives the documented defaults", () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    dataDir: join(process.cwd(), "data"),
    databaseUrl: null,
    secret: null,
    owner: null,
    turn: null,
    stunUrls: [],
    demo: { port: 3001 },
    demoOrigins: [],
    trustedProxies: ["loopback"],
    logLevel: "info",
  });
});

describe("accepted", () => {
  test.each([
    [{ PORT: "8080" }, { port: 8080, publicUrl: "http://localhost:8080", demo: { port: 8081 } }],
    [{ PUBLIC_URL: "https://Calls.example.com/" }, { publicUrl: "https://calls.example.com" }],
    [{ PUBLIC_URL: "" }, { publicUrl: "http://localhost:3000" }],
    [{ KNOCK_DEMO_PORT: "off" }, { demo: null }],
    [{ PORT: "65535", KNOCK_DEMO_PORT: "off" }, { port: 65535 }],
    [{ KNOCK_DEMO_PORT: "4000" }, { demo: { port: 4000 } }],
    [
      { KNOCK_DEMO_ORIGINS: "http://a.example , https://b.example/" },
      { demoOrigins: ["http://a.example", "https://b.example"] },
    ],
    [{ DATABASE_URL: "postgres://u@h/d" }, { databaseUrl: "postgres://u@h/d" }],
    [{ DATABASE_URL: "postgresql://h/d" }, { databaseUrl: "postgresql://h/d" }],
    [
      {
        KNOCK_TURN_URLS: "turn:t.example:3478,turns:t.example:443?transport=tcp",
        KNOCK_TURN_SECRET: "s",
      },
      { turn: { urls: ["turn:t.example:3478", "turns:t.example:443?transport=tcp"], secret: "s" } },
    ],
    [{ KNOCK_STUN_URLS: "stun:s.example" }, { stunUrls: ["stun:s.example"] }],
    [
      { KNOCK_OWNER_EMAIL: "a@b.example", KNOCK_OWNER_PASSWORD: "0123456789" },
      { owner: { email: "a@b.example", password: "0123456789" } },
    ],
    [
      { KNOCK_OWNER_EMAIL: "Owner+calls@Mail.example.co.uk", KNOCK_OWNER_PASSWORD: "0123456789" },
      { owner: { email: "Owner+calls@Mail.example.co.uk" } },
    ],
    [
      { KNOCK_TRUSTED_PROXIES: "loopback,10.0.0.0/8,::1" },
      { trustedProxies: ["loopback", "10.0.0.0/8", "::1"] },
    ],
    [{ KNOCK_LOG_LEVEL: "silent" }, { logLevel: "silent" }],
    [{ UNRELATED: "x", KNOCKOUT: "x" }, {}],
  ])("%j", (env, expected) => expect(readConfig(env)).toMatchObject(expected));
});

describe("refused", () => {
  test.each([
    [{ PORT: "0" }, "PORT must be a number"],
    [{ PORT: "70000" }, "PORT must be a number"],
    [{ PORT: "3000x" }, "PORT must be a number"],
    [{ PORT: "65535" }, "KNOCK_DEMO_PORT must be set"],
    [{ KNOCK_DEMO_PORT: "3000" }, "must differ from PORT"],
    [{ KNOCK_DEMO_PORT: "on" }, "KNOCK_DEMO_PORT must be a number"],
    [{ PUBLIC_URL: "calls.example.com" }, "PUBLIC_URL must be an origin"],
    [{ PUBLIC_URL: "https://example.com/calls" }, "without a path"],
    [{ PUBLIC_URL: "https://u:p@example.com" }, "PUBLIC_URL must be an origin"],
    [{ PUBLIC_URL: "ftp://example.com" }, "PUBLIC_URL must be an origin"],
    [{ DATABASE_URL: "mysql://h/d" }, "DATABASE_URL must begin with postgres://"],
    [{ REDIS_URL: "redis://h" }, "several nodes are not supported yet"],
    [{ KNOCK_SECRET: "short" }, "at least 32 characters"],
    [{ KNOCK_OWNER_EMAIL: "a@b.example" }, "belong together"],
    [{ KNOCK_OWNER_EMAIL: "a@b.example", KNOCK_OWNER_PASSWORD: "short" }, "10 to 128 characters"],
    [{ KNOCK_TURN_URLS: "turn:t.example" }, "belong together"],
    [{ KNOCK_TURN_URLS: "http://t", KNOCK_TURN_SECRET: "s" }, "not a turn: or turns: URL"],
    [{ KNOCK_STUN_URLS: "turn:t" }, "not a stun: URL"],
    [{ KNOCK_DEMO_ORIGINS: "https://a.example/path" }, "not an origin"],
    [{ KNOCK_TRUSTED_PROXIES: "everyone" }, "not an address"],
    [{ KNOCK_LOG_LEVEL: "loud" }, "KNOCK_LOG_LEVEL must be one of"],
    [{ KNOCK_PORT: "1" }, "KNOCK_PORT is not a name"],
    [{ KNOCK_SECRET_FILE: "/nowhere/secret" }, "KNOCK_SECRET_FILE cannot be read"],
  ])("%j", (env: Record<string, string>, expected) => {
    expect(problemsOf(env).join("\n")).toContain(expected);
  });

  test.each([
    "ab",
    "owner@localhost",
    "admin@10.0.0.1",
    "jürgen@x.de",
    "owner@x.de ",
    `${"x".repeat(250)}@x.de`,
  ])("an owner's address that the sign-in would refuse for ever: %s", (email) => {
    const problems = problemsOf({ KNOCK_OWNER_EMAIL: email, KNOCK_OWNER_PASSWORD: "0123456789" });
    expect(problems).toEqual([
      expect.stringMatching(/^KNOCK_OWNER_EMAIL is not an e-mail address .* set one like/),
    ]);
  });

  test("with every problem at once", () => {
    expect(problemsOf({ PORT: "x", REDIS_URL: "redis://h", KNOCK_NOPE: "1" })).toHaveLength(3);
  });
});

describe("a value kept in a file", () => {
  const directory = mkdtempSync(join(tmpdir(), "kk-"));
  const file = join(directory, "value");
  writeFileSync(file, "8123\n");

  test("is read without its line end", () => {
    expect(readConfig({ PORT_FILE: file }).port).toBe(8123);
  });
  test("must not be given twice", () => {
    expect(problemsOf({ PORT_FILE: file, PORT: "1" }).join()).toContain("both set");
  });
});

describe("the secret", () => {
  test("is made once, for its owner only, and kept", () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), "kk-")), "data");
    const secret = loadSecret(dataDir, null);
    expect(secret).toHaveLength(43);
    expect(loadSecret(dataDir, null)).toBe(secret);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
  });
  test("comes from the environment when set there", () => {
    expect(loadSecret("/nowhere", "x".repeat(32))).toBe("x".repeat(32));
  });
});

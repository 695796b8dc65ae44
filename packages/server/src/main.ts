import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { EmptyDatabaseError, UnusableDatabaseError } from "./db/client.ts";
import { reasonsOf } from "./reasons.ts";
import { type RunningServer, startServer } from "./server.ts";

/**
 * npm passes signals on only while its script runs; one that comes between our end and npm's own
 * kills npm, and its exit code is no longer 0. Impatient second signals come within this time.
 */
const SHORTEST_STOP_MS = 1_000;

/** Reads the configuration, listens, and drains at the first signal; later ones change nothing. */
async function main(): Promise<void> {
  const config = readConfig();
  // Lines for people go to standard output, the log to standard error.
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  let stopAsked = false;
  let server: RunningServer | null = null;

  const drain = async () => {
    await Promise.all([server?.stop(), delay(SHORTEST_STOP_MS)]);
    log.info("stopped");
    process.exit(0);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopAsked) return;
    stopAsked = true;
    log.info({ signal }, "stopping");
    // While the start is under way it is left to finish, and then undone.
    if (server !== null) drain().catch(giveUp);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, onSignal);

  server = await startServer(config, log);
  if (stopAsked) await drain();
  announce(config, server.setupUrl);
}

function announce({ publicUrl, demo }: Config, setupUrl: string | null): void {
  const lines = [
    "",
    "Knock Knock is ready. Open, in this order:",
    setupUrl === null
      ? `  1. ${publicUrl}/console/  the agents' console`
      : `  1. ${setupUrl}\n     the console; this link works once and makes you the owner`,
  ];
  if (demo !== null) {
    lines.push(`  2. http://localhost:${demo.port}/  the demo website, in a second window`);
  }
  lines.push(`REST reference: ${publicUrl}/api/docs`, "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

function explain(error: unknown): string {
  const saysAll = [ConfigError, EmptyDatabaseError, UnusableDatabaseError];
  if (error instanceof Error && saysAll.some((known) => error instanceof known)) {
    return error.message;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `${error.message}. Stop what uses the port, or set PORT (and KNOCK_DEMO_PORT)`;
  }
  const [first, ...causes] = reasonsOf(error);
  const told = error instanceof Error ? (error.stack ?? first) : first;
  return [told, ...causes.map((cause) => `Caused by: ${cause}`)].join("\n");
}

function giveUp(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

try {
  await main();
} catch (error) {
  giveUp(error);
}

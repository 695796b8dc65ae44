// Builds what is stale, then becomes the server: one process, so signals need no forwarding.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildStale } from "./build.mjs";

const stop = new AbortController();
const onSignal = () => stop.abort();
const signals = ["SIGTERM", "SIGINT", "SIGHUP"];
for (const signal of signals) process.on(signal, onSignal);

try {
  await buildStale(stop.signal);
} catch (error) {
  if (stop.signal.aborted) process.exit(0);
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
if (stop.signal.aborted) process.exit(0);

const bundle = join(import.meta.dirname, "..", "packages", "server", "dist", "main.js");
await import(pathToFileURL(bundle).href);
// The server answers signals itself by now; one that came while it was loading is passed on.
if (stop.signal.aborted) process.kill(process.pid, "SIGTERM");

// Builds what is stale, then becomes the server: one process, so signals need no forwarding.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const signals = ["SIGTERM", "SIGINT", "SIGHUP"];
let stopAsked = false;
let builder = null;
for (const signal of signals) {
  process.on(signal, () => {
    stopAsked = true;
    builder?.kill();
  });
}

// In a process of its own: its memory would stay with the server.
builder = spawn(process.execPath, [join(import.meta.dirname, "build.mjs")], { stdio: "inherit" });
const [code] = await once(builder, "exit");
builder = null;
if (stopAsked) process.exit(0);
if (code !== 0) process.exit(1);

const bundle = join(import.meta.dirname, "..", "packages", "server", "dist", "main.js");
await import(pathToFileURL(bundle).href);
// The server answers signals itself by now; one that came while it was loading is passed on.
if (stopAsked) process.kill(process.pid, "SIGTERM");

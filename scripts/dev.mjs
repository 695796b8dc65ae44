// Watch mode: the browsers' bundles are rebuilt and the server restarts at each change. Beside it
// the galleries: every state of both call screens over made-up data, on ports 4400 and 4500.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { TARGETS } from "./build.mjs";

const root = join(import.meta.dirname, "..");
const vite = join(root, "node_modules", "vite", "bin", "vite.js");
const main = join(root, "packages", "server", "src", "main.ts");

const watchers = Object.keys(TARGETS)
  .filter((target) => target !== "server")
  .map((target) => [vite, "build", "--watch", join(root, "packages", target)]);
const galleries = ["widget", "console"].map((target) => [
  vite,
  "--config",
  join(root, "packages", target, "gallery", "vite.config.ts"),
]);
const server = ["--watch", "--watch-preserve-output", main];
const children = [...watchers, ...galleries, server].map((args) =>
  spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }),
);

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill("SIGTERM");
};
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);

const exits = children.map(
  (child) => new Promise((resolve) => child.on("close", (code) => resolve(code))),
);
// One that ends by itself ends the others: half a watch mode misleads.
const first = await Promise.race(exits);
const failed = !stopping && first !== 0;
stop();
await Promise.all(exits);
process.exit(failed ? 1 : 0);

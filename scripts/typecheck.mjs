/** Type-checks every workspace that has a tsconfig.json, in one incremental run. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const projects = [
  ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`),
  "demo-site",
  "e2e",
  "bench",
  "lab",
  "scripts",
].filter((folder) => existsSync(join(root, folder, "tsconfig.json")));

const { status } = spawnSync("node_modules/.bin/tsc", ["-b", ...projects], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);

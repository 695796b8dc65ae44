import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where the compared products live: apart from the project's own packages and lockfile. */
export const PEERS = fileURLToPath(new URL("../.peers/", import.meta.url));
const LIST = fileURLToPath(new URL("../peers.json", import.meta.url));
const MANIFEST = path.join(PEERS, "package.json");

/** Installs the versions of `peers.json` unless they are there; answers what they are. */
export async function installPeers(): Promise<Readonly<Record<string, string>>> {
  const dependencies = JSON.parse(await readFile(LIST, "utf8")) as Record<string, string>;
  const manifest = JSON.stringify({ private: true, dependencies }, null, 2);
  const installed =
    existsSync(path.join(PEERS, "node_modules")) && (await readFile(MANIFEST, "utf8")) === manifest;
  if (installed) return dependencies;
  await mkdir(PEERS, { recursive: true });
  await writeFile(MANIFEST, manifest);
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const child = spawn("npm", args, { cwd: PEERS, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`npm could not install the compared products (${String(code)})`);
  return dependencies;
}

// Builds what is stale: the widget, the console and the server's bundle.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const root = join(import.meta.dirname, "..");
const compress = promisify(brotliCompress);

/** What each built package is made of, its own sources included. */
export const TARGETS = {
  widget: ["protocol", "call-engine", "call-ui", "widget"],
  console: ["protocol", "call-engine", "call-ui", "console"],
  server: ["protocol", "server", "../demo-site"],
};
/** Written after everything else, so that a broken build counts as none. */
const STAMP = ".built-from";
const COMPRESSIBLE = new Set([".js", ".css", ".html", ".svg", ".json", ".webmanifest"]);
/** Below this a packet is saved by nothing. */
const WORTH_COMPRESSING_BYTES = 512;

const folderOf = (name) => join(root, "packages", name);
const distOf = (name) => join(folderOf(name), "dist");

/** All files under a folder, sorted; of a package, what its build reads. */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const sourcesOf = (name) =>
  readdirSync(folderOf(name))
    .filter((entry) => entry !== "dist" && entry !== "node_modules")
    .map((entry) => join(folderOf(name), entry))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .filter((path) => !/\.(test\.tsx?|tsbuildinfo)$/.test(path));

function fingerprint(target) {
  const hash = createHash("sha256");
  for (const path of [join(root, "package-lock.json"), ...TARGETS[target].flatMap(sourcesOf)]) {
    hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

const isFresh = (target, wanted) => {
  const stamp = join(distOf(target), STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
};

/** Runs Vite; rejects with its output when it fails. */
const vite = (target, signal) =>
  new Promise((resolve, reject) => {
    const command = join(root, "node_modules", "vite", "bin", "vite.js");
    const child = spawn(process.execPath, [command, "build", folderOf(target)], {
      cwd: root,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Building ${target} failed:\n${Buffer.concat(output).toString()}`));
    });
  });

/** Puts a `.br` beside each text file; the server sends it where the browser accepts it. */
async function precompress(folder) {
  for (const path of filesIn(folder)) {
    const content = readFileSync(path);
    if (!COMPRESSIBLE.has(extname(path)) || content.length < WORTH_COMPRESSING_BYTES) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(`${path}.br`, await compress(content, { params }));
  }
}

async function build(target, signal) {
  const wanted = fingerprint(target);
  if (isFresh(target, wanted)) return;
  process.stdout.write(`Building ${target} …\n`);
  await vite(target, signal);
  if (target !== "server") await precompress(distOf(target));
  writeFileSync(join(distOf(target), STAMP), wanted);
}

/** Builds each target whose sources changed since its last build; `signal` stops it. */
async function buildStale(signal) {
  await Promise.all(Object.keys(TARGETS).map((target) => build(target, signal)));
}

if (import.meta.main) {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop.abort());
  try {
    await buildStale(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * What a visitor downloads, in brotli bytes, against the budgets of the specification: the loader
 * on every page view; the app until the first frame of a call (what the loader imports, with all
 * static imports); all that an English call can ever load (dynamic imports too, other languages
 * left out). Follows the imports of the built files, so that a new chunk is counted by itself.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const KB = 1000;
const root = join(import.meta.dirname, "..");
const dist = join(root, "packages/widget/dist");
const loader = join(dist, "loader.js");

const brotli = (file) =>
  brotliCompressSync(readFileSync(file), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;

/** Files of the build that a script names, split by how it loads them. */
function references(file) {
  const text = readFileSync(file, "utf8");
  // The server serves the folder as /widget/ and the loader as /widget.js beside it.
  const named = (pattern) =>
    [...text.matchAll(pattern)]
      .map((match) => join(dirname(file), match[1].replace(/^widget\//, "")))
      .filter((path) => path !== file && existsSync(path));
  return {
    fixed: named(/(?:from|import)\s*["'`]([^"'`]+\.js)["'`]/g),
    all: named(/["'`]([\w./-]+\.(?:js|css))["'`]/g),
  };
}

function closure(start, kind) {
  const seen = new Set(start);
  for (const file of seen) {
    if (file.endsWith(".js")) for (const next of references(file)[kind]) seen.add(next);
  }
  return seen;
}

if (!existsSync(loader)) {
  console.error("packages/widget/dist/loader.js is missing: run `npm run build` first.");
  process.exit(1);
}

/** Words of other languages: an English call never asks for them. */
const foreign = (file) =>
  /(?:^|\/)(?:words|lang|locale)[-./](?!en\b)[a-z]{2}\b/.test(relative(dist, file));

const entry = references(loader).all;
const first = closure(entry, "fixed");
const everything = [...closure(entry, "all")].filter((file) => !foreign(file) && file !== loader);

const budgets = [
  { name: "loader on every page view", files: [loader], limit: 3 * KB },
  { name: "app to the first frame of a call", files: [...first], limit: 45 * KB },
  { name: "all that an English call can load", files: everything, limit: 70 * KB },
];

let exceeded = entry.length === 0;
if (exceeded) console.error("The loader names no file of the build: nothing to weigh.");
for (const { name, files, limit } of budgets) {
  const size = files.reduce((sum, file) => sum + brotli(file), 0);
  const ok = size <= limit;
  exceeded ||= !ok;
  console.log(
    `${ok ? "ok  " : "OVER"}  ${name}: ${(size / KB).toFixed(1)} of ${String(limit / KB)} kB  (${files.map((file) => relative(dist, file)).join(", ")})`,
  );
}
process.exitCode = exceeded ? 1 : 0;

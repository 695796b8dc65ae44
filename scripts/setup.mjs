// Installs what is missing. Runs on any Node from 18 on and needs no package, since it comes first.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const marker = join(root, "node_modules", ".knock-setup");
const ownNode = join(root, "node_modules", ".bin", "node");
const flags = new Set(process.argv.slice(2));
/** The major version of Node that the server runs on, as package.json pins it. */
const NODE_MAJOR = 24;
/** Tells `npm run lab` to end there, without an error: this machine cannot have one. */
const NOTHING_TO_RUN = 3;

const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) throw result.error;
  return result.status === 0;
};

const npm = (args) =>
  process.env.npm_execpath?.endsWith(".js")
    ? run(process.execPath, [process.env.npm_execpath, ...args])
    : run("npm", args, { shell: process.platform === "win32" });

const fail = (message) => {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
};

const has = (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

const fingerprint = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");

const ownNodeRuns = () => {
  const { status, stdout } = spawnSync(ownNode, ["--version"], { encoding: "utf8" });
  return status === 0 && stdout.startsWith(`v${NODE_MAJOR}.`);
};

function installPackages() {
  const wanted = fingerprint();
  const installed = existsSync(marker) && readFileSync(marker, "utf8") === wanted;
  if (installed && ownNodeRuns()) return;
  process.stdout.write("Installing packages (this happens once per version) …\n");
  // Scripts stay off: one dependency's would compile what its package holds prebuilt.
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  if (!npm(["ci", "--include=dev", "--ignore-scripts", ...quiet])) {
    fail("npm ci failed; its message is above. A network or registry problem is the usual cause.");
  }
  // The one script that is needed: it fetches the Node that everything else runs on.
  npm(["rebuild", "node", "--ignore-scripts=false", ...quiet]);
  if (!ownNodeRuns()) {
    fail(
      `Node ${NODE_MAJOR} was not installed as ${ownNode} for ${process.platform}-${process.arch}. ` +
        "Run “npm rebuild node” to see why.",
    );
  }
  writeFileSync(marker, wanted);
}

/** Debian's package for each command that the browser tests need. */
const BROWSER_TOOLS = {
  chromium: "chromium",
  firefox: "firefox-esr",
  ffmpeg: "ffmpeg",
  "espeak-ng": "espeak-ng",
};
/** The same for the servers that tests start. */
const SERVER_TOOLS = { turnserver: "coturn", ip: "iproute2", postgres: "postgresql" };
/** The same for the network lab. */
const LAB_TOOLS = { turnserver: "coturn", nft: "nftables", ip: "iproute2" };

/** Debian keeps PostgreSQL's server off the PATH. */
const isThere = (command) =>
  has(command) || (command === "postgres" && has("/usr/lib/postgresql/*/bin/postgres"));
const missingOf = (tools) => Object.keys(tools).filter((command) => !isThere(command));

function installTools(tools, purpose) {
  let missing = missingOf(tools);
  if (missing.length === 0) return [];
  if (has("apt-get") && process.getuid?.() === 0) {
    const packages = missing.map((command) => tools[command]);
    process.stdout.write(`Installing ${packages.join(", ")} for ${purpose} …\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-q"], { env });
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
    missing = missingOf(tools);
  }
  return missing;
}

function installBrowsers() {
  const missing = installTools(BROWSER_TOOLS, "the browser tests");
  if (missing.includes("chromium") && run(ownNode, playwrightArgs())) {
    missing.splice(missing.indexOf("chromium"), 1);
  }
  if (missing.length > 0) {
    fail(
      `The browser tests need ${missing.join(", ")}. On Debian or Ubuntu run this as root, or: ` +
        `sudo apt-get install ${missing.map((command) => BROWSER_TOOLS[command]).join(" ")}`,
    );
  }
}

const playwrightArgs = () => [
  join(root, "node_modules", "playwright", "cli.js"),
  "install",
  "chromium",
];

/** Tests of what is not there are left out, and this says so: not every machine can have it. */
function installServers() {
  const missing = installTools(SERVER_TOOLS, "the servers of the tests");
  if (missing.length > 0) {
    process.stdout.write(
      `Tests that need ${missing.join(", ")} are left out. On Debian or Ubuntu: ` +
        `sudo apt-get install ${missing.map((command) => SERVER_TOOLS[command]).join(" ")}\n`,
    );
  }
}

/** First of all, for whoever cannot have the lab need not wait for browsers either. */
function refuseLab() {
  if (process.platform === "linux" && process.getuid?.() === 0) return;
  process.stdout.write(
    "The network lab makes network namespaces: it needs root on Linux (sudo npm run lab). " +
      "Nothing was installed or run.\n",
  );
  process.exit(NOTHING_TO_RUN);
}

function installLab() {
  const missing = installTools(LAB_TOOLS, "the network lab");
  if (missing.length > 0) {
    fail(
      `The network lab needs ${missing.join(", ")}: ` +
        `apt-get install ${missing.map((command) => LAB_TOOLS[command]).join(" ")}`,
    );
  }
}

if (flags.has("--lab")) refuseLab();
installPackages();
if (flags.has("--browsers")) installBrowsers();
if (flags.has("--servers")) installServers();
if (flags.has("--lab")) installLab();

/**
 * `npm test`: every gate and every suite, each once. Quick gates run two at a time (the machine
 * that this is made for has two cores), the browser suites one after the other. Everything runs
 * even after a failure, so that one run tells all; the exit code and the last line tell the sum.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name) => join(root, "node_modules/.bin", name);
/** Tools start as `#!/usr/bin/env node`: they too shall run on the pinned Node. */
const path = `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`;
const results = join(root, "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** A gate counts as one test. */
const gate = (name, command, ...args) => ({ name, command, args, count: null, env: {} });

const vitest = () => {
  const file = join(results, "unit.json");
  return {
    name: "unit and integration",
    command: bin("vitest"),
    args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    env: {},
    count() {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  };
};

const playwright = (name, projects, ...more) => {
  const file = join(results, `${name}.json`);
  return {
    name: `browser scenarios, ${name}`,
    command: bin("playwright"),
    args: [
      "test",
      "-c",
      "e2e/playwright.config.ts",
      ...projects.map((project) => `--project=${project}`),
      ...more,
      `--output=${join(results, name)}`,
      "--reporter=list,json",
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    count() {
      const { stats } = JSON.parse(readFileSync(file, "utf8"));
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    },
  };
};

/** Each inner list runs two at a time; the lists follow one another. */
const stages = [
  [
    gate("type-check", process.execPath, "scripts/typecheck.mjs"),
    gate("lint", bin("oxlint"), "--type-aware", "--deny-warnings"),
    gate("format", bin("prettier"), "--check", "."),
    gate("unused code", bin("knip")),
    gate("build", process.execPath, "scripts/build.mjs"),
  ],
  [vitest()],
  [gate("size", process.execPath, "scripts/size.mjs")],
  [playwright("Chromium", ["engine", "chromium", "continuity"], "--grep-invert=@alone")],
  // What judges the time between two frames is not to share the machine with another call.
  [playwright("Chromium, one at a time", ["chromium"], "--grep=@alone", "--workers=1")],
  // One test of each part of the specification; `.ci/run` plays all of them.
  [
    playwright(
      "Firefox",
      ["firefox-visitor", "firefox-agent", "firefox-continuity"],
      "--grep=@pair",
    ),
  ],
];

function run(step) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: root,
      env: { ...process.env, ...step.env, FORCE_COLOR: "0", PATH: path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (text) => (output += text);
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const finish = (ok) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      resolve({ step, ok, seconds, output, ...score(step, ok) });
    };
    child.on("error", (error) => {
      output += String(error);
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}

/** A suite that fails without a failed test (it could not start) still counts as one failure. */
function score(step, ok) {
  if (step.count === null) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  try {
    const { passed, failed } = step.count();
    return { passed, failed: ok ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function report({ step, ok, seconds, output, passed, failed }) {
  const good = ok && failed === 0;
  if (!good) console.log(`\n── ${step.name} ──\n${output.trimEnd()}\n`);
  console.log(
    `${good ? "ok  " : "FAIL"}  ${step.name}  ${String(passed)} passed, ${String(failed)} failed  (${seconds} s)`,
  );
}

const done = [];
for (const stage of stages) {
  const waiting = [...stage];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await run(step);
      report(outcome);
      done.push(outcome);
    }
  };
  await Promise.all([lane(), lane()]);
}

const total = (key) => done.reduce((sum, outcome) => sum + outcome[key], 0);
console.log(`\n${String(total("passed"))} passed, ${String(total("failed"))} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;

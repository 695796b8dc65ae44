/** What `npm run lab` does where there can be no lab. Nothing is installed by these tests. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** All that can be called: neither npm nor apt-get, so that nothing is installed by mistake. */
const commands = mkdtempSync(join(tmpdir(), "kk-setup-"));
symlinkSync(process.execPath, join(commands, "node"));
afterAll(() => {
  rmSync(commands, { recursive: true });
});

/** As npm calls it, on a machine that says so of itself. */
const lab = (machine: string) =>
  spawnSync("/bin/sh", ["-c", `${scripts["lab"] ?? ""} -- --help`], {
    cwd: root,
    encoding: "utf8",
    env: {
      PATH: commands,
      NODE_OPTIONS: `--import=data:text/javascript,${machine}`,
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
    },
  });

test.each([
  ["without root", "process.getuid=()=>1000"],
  ["on another system", "Object.defineProperty(process,'platform',{value:'darwin'})"],
])("the lab %s says what it needs, before anything else, and ends well", (_where, machine) => {
  const { status, stdout, stderr } = lab(machine);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toEqual([expect.stringContaining("it needs root on Linux")]);
});

test("the lab with a set-up that fails fails, too", () => {
  const { status } = lab("process.exit(1)");
  expect(status).toBe(1);
});

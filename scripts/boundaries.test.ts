/** The import boundaries of docs/call-flow.md bite: each bad line below is refused by the linter. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";

const root = join(import.meta.dirname, "..");
const oxlint = join(root, "node_modules/.bin/oxlint");

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.optional(z.string()), filename: z.string() })),
});

const importing = (from: string) => `import * as x from "${from}";\nexport const y = x;\n`;

/** Path, source, and the rule that must refuse it; null = must pass. */
const cases: readonly (readonly [path: string, source: string, rule: string | null])[] = [
  ["packages/protocol/src/a.ts", importing("@knockknock/call-engine"), "no-restricted-imports"],
  ["packages/protocol/src/b.ts", importing("node:fs"), "no-restricted-imports"],
  ["packages/protocol/src/ok.ts", importing("zod/mini"), null],
  ["packages/call-engine/src/a.ts", importing("@knockknock/call-ui"), "no-restricted-imports"],
  ["packages/call-engine/src/b.ts", importing("socket.io-client"), "no-restricted-imports"],
  ["packages/call-engine/src/c.ts", importing("preact"), "no-restricted-imports"],
  ["packages/call-engine/src/d.ts", importing("../../server/src/app.ts"), "no-restricted-imports"],
  ["packages/call-engine/src/signaling/ok.ts", importing("socket.io-client"), null],
  [
    "packages/call-engine/src/signaling/a.ts",
    importing("@knockknock/widget"),
    "no-restricted-imports",
  ],
  [
    "packages/call-engine/src/e.ts",
    "export const pc = new RTCPeerConnection();\n",
    "no-restricted-globals",
  ],
  ["packages/call-engine/src/peer/ok.ts", "export const pc = new RTCPeerConnection();\n", null],
  [
    "packages/widget/src/a.ts",
    "export const d = navigator.mediaDevices;\n",
    "no-restricted-properties",
  ],
  ["packages/call-engine/src/media/ok.ts", "export const d = navigator.mediaDevices;\n", null],
  [
    "packages/call-engine/src/peer/a.ts",
    "export const d = navigator.mediaDevices;\n",
    "no-restricted-properties",
  ],
  ["packages/call-ui/src/a.ts", importing("@knockknock/widget"), "no-restricted-imports"],
  ["packages/widget/src/b.ts", importing("@knockknock/console"), "no-restricted-imports"],
  [
    "packages/widget/src/c.ts",
    importing("@knockknock/call-engine/src/model.ts"),
    "no-restricted-imports",
  ],
  ["packages/widget/src/ok.ts", importing("@knockknock/call-engine"), null],
  ["packages/console/src/a.ts", importing("@knockknock/widget"), "no-restricted-imports"],
  ["packages/server/src/a.ts", importing("@knockknock/call-engine"), "no-restricted-imports"],
  ["packages/server/src/calls/a.ts", importing("../sockets/agent.ts"), "no-restricted-imports"],
  ["packages/server/src/queue/a.ts", importing("../rest/knock.ts"), "no-restricted-imports"],
  ["packages/server/src/db/a.ts", importing("../calls/store.ts"), "no-restricted-imports"],
  ["packages/server/src/sockets/ok.ts", importing("../calls/service.ts"), null],
  ["packages/server/src/calls/machine.ts", importing("../db/client.ts"), "no-restricted-imports"],
  ["packages/server/src/calls/machine-a.ts", importing("node:crypto"), "no-restricted-imports"],
  ["packages/server/src/calls/machine-b.ts", importing("kysely"), "no-restricted-imports"],
  ["packages/server/src/calls/machine-ok.ts", importing("@knockknock/protocol"), null],
  ["packages/server/src/calls/machine-ok2.ts", importing("./machine-ok.ts"), null],
  ["packages/server/src/b.ts", "export const port = process.env.PORT;\n", "no-process-env"],
  ["packages/server/src/config.ts", "export const port = process.env.PORT;\n", null],
];

describe("import boundaries", () => {
  const folder = mkdtempSync(join(tmpdir(), "boundaries-"));
  const refused = new Map<string, string>();

  beforeAll(() => {
    copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    for (const [path, source] of cases) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const run = spawnSync(oxlint, ["--format", "json"], { cwd: folder, encoding: "utf8" });
    const report = Report.parse(JSON.parse(run.stdout));
    for (const { code, filename } of report.diagnostics) {
      refused.set(filename, `${refused.get(filename) ?? ""} ${code ?? ""}`);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const passing = cases.filter(([, , rule]) => rule === null);
  const failing = cases.filter(([, , rule]) => rule !== null);

  it.each(failing)("%s may not contain: %s", (path, _source, rule) => {
    expect(refused.get(path) ?? "").toContain(rule);
  });

  it.each(passing)("%s may contain: %s", (path) => {
    expect(refused.get(path) ?? "").not.toMatch(/restricted|process-env/);
  });
});

import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface Report {
  readonly scenario: string;
  readonly subject: string;
  readonly rows: readonly Row[];
  /** One line each: what was promised and not kept. Empty = passed. */
  readonly failures: readonly string[];
}

/** A report that is written line by line, each said as it is found; what is not good is a failure. */
export class Findings implements Report {
  readonly scenario: string;
  readonly subject: string;
  readonly rows: Row[] = [];
  readonly failures: string[] = [];

  constructor(scenario: string, subject: string) {
    this.scenario = scenario;
    this.subject = subject;
  }

  note(what: string, found: string, good: boolean): void {
    this.rows.push({ what, found, good });
    out(`${what}  ${found}`);
    if (!good) this.failures.push(`${what}: ${found}`);
  }
}

export const machine = () => ({
  cpu: os.cpus()[0]?.model ?? "unknown",
  cores: os.cpus().length,
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  kernel: os.release(),
  node: process.version,
});

/** The p-th percentile (0–1), the nearest measured value; null for nothing measured. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? null;
}

const out = (line: string) => process.stdout.write(`${line}\n`);
export const say = out;

export function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return "(nothing)";
  const columns = Object.keys(first);
  const cell = (row: Row, column: string) => String(row[column] ?? "–");
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => cell(row, column).length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [
    line(columns),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...rows.map((row) => line(columns.map((column) => cell(row, column)))),
  ].join("\n");
}

/** Prints the table and keeps it, with the machine, as JSON; `folder` is `lab/results/` unless told. */
export async function publish(report: Report, folder = RESULTS): Promise<void> {
  out(`\n${report.scenario} · ${report.subject}\n\n${table(report.rows)}`);
  for (const failure of report.failures) out(`✗ ${failure}`);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${report.scenario}.json`);
  const content = { ...report, at: new Date().toISOString(), machine: machine() };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

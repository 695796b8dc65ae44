import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync } from "node:fs";

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. Throws with its words when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  stdin?: string,
): Promise<Output> {
  const child = spawn(command, args, { stdio: "pipe" });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => out.push(part));
  child.stderr.on("data", (part: Buffer) => err.push(part));
  // A command that does not read may be gone before the pipe is closed; its exit code tells all.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  const [code] = (await once(child, "close")) as [number | null];
  const stderr = Buffer.concat(err).toString();
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed (${String(code)}): ${stderr.trim()}`);
  }
  return { stdout: Buffer.concat(out).toString(), stderr };
}

export const isInstalled = (command: string): Promise<boolean> =>
  run("sh", ["-c", `command -v ${command}`]).then(
    () => true,
    () => false,
  );

/** The arguments that make `ip` run a command inside a network namespace. */
export const inside = (namespace: string, command: string, ...args: string[]) => [
  "netns",
  "exec",
  namespace,
  command,
  ...args,
];

export const runInside = (namespace: string, command: string, args: string[], stdin?: string) =>
  run("ip", inside(namespace, command, ...args), stdin);

/**
 * A process that lives until it is stopped. It gets a process group of its own, so that Ctrl-C
 * reaches only the lab, which then takes everything down in order.
 */
export class Service {
  readonly #child: ChildProcess;
  readonly name: string;

  constructor(
    name: string,
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string; log: string },
  ) {
    this.name = name;
    const log = openSync(options.log, "a");
    this.#child = spawn(command, args, {
      detached: true,
      stdio: ["ignore", log, log],
      env: options.env ?? process.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    closeSync(log);
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error(`${this.name} could not be started`);
    return pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM", graceMs = 5000): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || !this.running) return;
    const closed = once(this.#child, "exit");
    process.kill(-pid, signal);
    const force = setTimeout(() => process.kill(-pid, "SIGKILL"), graceMs);
    await closed;
    clearTimeout(force);
  }
}

/** Asks again every 50 ms until the answer is neither undefined nor false. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs: number,
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await pause(50);
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

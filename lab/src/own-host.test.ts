import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Found } from "./own-host-probe.ts";
import { inside, isInstalled, run, runInside, Service, until } from "./shell.ts";
import { TURN_SECRET } from "./turn.ts";

/**
 * Whether a visitor reaches the services of the machine that coturn runs on. Two network namespaces
 * play that machine and the container of `deploy/compose.yaml`; coturn gets the words of that file.
 * Needs root on Linux, and `turnserver`.
 */
const DEPLOY = fileURLToPath(new URL("../../deploy/", import.meta.url));
const CONFIG = path.join(DEPLOY, "coturn/turnserver.conf");
const PROBE = fileURLToPath(new URL("own-host-probe.ts", import.meta.url));

/** As a cloud's machine has them: a private address, and a public one that its router maps to it. */
const PRIVATE = "10.9.8.7";
const PUBLIC = "8.8.4.4";
const SECOND = "8.8.4.5";
const ENVIRONMENT: Readonly<Record<string, string>> = {
  CALLS_HOST: "calls.example",
  TURN_HOST: "turn.example",
  TURN_SECRET,
  TURN_ADDRESS: PRIVATE,
  TURN_PUBLIC_ADDRESS: PUBLIC,
  CALLS_ADDRESS: SECOND,
};

const HOST = `kh-${process.pid}`;
const CONTAINER = `kc-${process.pid}`;
const mayAddNamespaces = () =>
  run("ip", ["netns", "add", HOST]).then(
    async () => (await run("ip", ["netns", "del", HOST])).stderr === "",
    () => false,
  );
const may = (await isInstalled("turnserver")) && (await mayAddNamespaces());

/** What compose makes of `${NAME}`, `${NAME:?}` and `${NAME:-otherwise}`. */
const filledIn = (text: string): string =>
  text.replaceAll(
    /\$\{(\w+)(?::\?|:-((?:\$\{\w+\}|[^}])*))?\}/g,
    (_all, name: string, otherwise?: string) => ENVIRONMENT[name] ?? filledIn(otherwise ?? ""),
  );

const compose = await readFile(path.join(DEPLOY, "compose.yaml"), "utf8");
const coturn = /^  coturn:\n(?:    .*\n|\n)+/m.exec(compose)?.[0] ?? "";
const flags = [...coturn.matchAll(/^ +- (--\S+)$/gm)].map(([, flag = ""]) => filledIn(flag));
const conf = (await readFile(CONFIG, "utf8")).split("\n").filter((line) => !line.startsWith("#"));
const addressOf = (pattern: RegExp): string => pattern.exec(compose)?.[1] ?? "";
const OWN = addressOf(/ipv4_address: (\S+)/);

describe("the relay of compose.yaml", () => {
  it("has a network of its own, and publishes just the ports that it relays from", () => {
    expect(coturn).not.toContain("network_mode");
    const [first, last] = [/min-port=(\d+)/, /max-port=(\d+)/].map(
      (pattern) => pattern.exec([...flags, ...conf].join("\n"))?.[1],
    );
    const published = [...coturn.matchAll(/^ +- "(\S+)"$/gm)].map(([, port = ""]) =>
      filledIn(port),
    );
    expect(published).toEqual([
      `${PRIVATE}:3478:3478/udp`,
      `${PRIVATE}:3478:3478/tcp`,
      `${PRIVATE}:5349:5349/tcp`,
      `${PRIVATE}:${first}-${last}:${first}-${last}/udp`,
    ]);
  });
});
describe.runIf(may)("a service of the relay's machine", () => {
  let directory: string;
  let service: Service | null = null;
  let peers: string[] = [];
  const ip = (...words: string[]) => run("ip", words);

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "knock-own-host-"));
    const gateway = addressOf(/subnet: (\S+)/).replace(/\d+\/\d+$/, (end) =>
      String(Number.parseInt(end) + 1),
    );
    for (const name of [HOST, CONTAINER]) {
      await ip("netns", "add", name);
      await ip("-n", name, "link", "set", "lo", "up");
    }
    const veth = "link add bridge netns HOST type veth peer name eth0 netns CONTAINER";
    await ip(...veth.replace("HOST", HOST).replace("CONTAINER", CONTAINER).split(" "));
    for (const address of [PRIVATE, SECOND]) {
      await ip("-n", HOST, "addr", "add", `${address}/32`, "dev", "lo");
    }
    await ip("-n", HOST, "addr", "add", `${gateway}/29`, "dev", "bridge");
    await ip("-n", HOST, "link", "set", "bridge", "up");
    await ip("-n", CONTAINER, "addr", "add", `${OWN}/29`, "dev", "eth0");
    await ip("-n", CONTAINER, "link", "set", "eth0", "up");
    await ip("-n", CONTAINER, "route", "add", "default", "via", gateway);
    peers = [PUBLIC, PRIVATE, SECOND, gateway, OWN, "127.0.0.1"];
  });

  afterEach(async () => {
    await service?.stop();
    for (const name of [HOST, CONTAINER]) await ip("netns", "del", name);
    await rm(directory, { recursive: true });
  });

  async function startIn(namespace: string, more: readonly string[]): Promise<void> {
    const words = inside(
      namespace,
      "turnserver",
      "-c",
      CONFIG,
      "--no-tls",
      `--pidfile=${path.join(directory, "pid")}`,
      `--db=${path.join(directory, "db")}`,
      ...more,
    );
    service = new Service("coturn", "ip", words, { log: path.join(directory, "log") });
    const listens = async () =>
      (await runInside(namespace, "ss", ["-Hltn", "sport = :3478"])).stdout !== "";
    await until("coturn listens", listens, 10_000);
  }

  async function probe(relay: string): Promise<Found> {
    const { stdout } = await runInside(HOST, process.execPath, [PROBE, relay, "3478", ...peers]);
    return JSON.parse(stdout) as Found;
  }

  it("is out of a visitor's reach, and two callers behind the relay still meet", async () => {
    await startIn(
      CONTAINER,
      flags.filter((flag) => !/^--(?:cert|pkey|tls)/.test(flag)),
    );
    expect(await probe(OWN)).toEqual({
      permitted: [PUBLIC, OWN],
      heard: [],
      met: ["from one", "from the other"],
    });
  });

  it("would hear a visitor if the relay used the machine's own address", async () => {
    await startIn(HOST, [
      "--realm=calls.example",
      `--static-auth-secret=${TURN_SECRET}`,
      `--listening-ip=${PRIVATE}`,
      `--relay-ip=${PRIVATE}`,
      `--allowed-peer-ip=${PRIVATE}`,
      `--external-ip=${PUBLIC}/${PRIVATE}`,
    ]);
    const { heard, met } = await probe(PRIVATE);
    expect(heard).toContain(PUBLIC);
    expect(met).toHaveLength(2);
  });
});

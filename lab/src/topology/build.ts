import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run, runInside } from "../shell.ts";
import { DATA_CENTRE_GATEWAY, HOMES, INTERNET, PREFIX, SERVER, TURN } from "./addresses.ts";
import type { DataCentreHost, Home } from "./addresses.ts";
import { joinInternet, stopForwarders, WIRE } from "./link.ts";

const PID_FILE = `/run/${PREFIX}lab.pid`;

/** `ip netns exec` lays the files in here over `/etc`. */
const etcOf = (namespace: string) => `/etc/netns/${namespace}`;

const ip = (namespace: string, lines: string[]) =>
  run("ip", ["-n", namespace, "-batch", "-"], lines.join("\n"));

async function addNamespace(name: string): Promise<void> {
  await run("ip", ["netns", "add", name]);
  await ip(name, ["link set lo up"]);
  await runInside(name, "sysctl", [
    "-qw",
    "net.ipv4.ip_forward=1",
    "net.ipv6.conf.all.forwarding=1",
    "net.ipv6.conf.default.accept_dad=0",
    "net.ipv4.conf.all.rp_filter=0",
    "net.ipv4.conf.default.rp_filter=0",
  ]);
}

async function addDataCentreHost(host: DataCentreHost): Promise<void> {
  await addNamespace(host.namespace);
  const port = `port-${host.namespace.slice(PREFIX.length)}`;
  await run(
    "ip",
    `link add eth0 netns ${host.namespace} type veth peer name ${port} netns ${INTERNET}`.split(
      " ",
    ),
  );
  await ip(INTERNET, [`link set ${port} master lan`, `link set ${port} up`]);
  await ip(host.namespace, [
    ...Object.values(host.names).flatMap(({ v4, v6 }) => [
      `addr add ${v4}/24 dev eth0`,
      `addr add ${v6}/64 dev eth0 nodad`,
    ]),
    "link set eth0 up",
    `route add default via ${DATA_CENTRE_GATEWAY.v4}`,
    `route add default via ${DATA_CENTRE_GATEWAY.v6}`,
  ]);
}

async function addHome(home: Home): Promise<void> {
  await addNamespace(home.router);
  await addNamespace(home.namespace);
  await run(
    "ip",
    `link add lan netns ${home.router} type veth peer name eth0 netns ${home.namespace}`.split(" "),
  );
  await mkdir(etcOf(home.namespace), { recursive: true });
  const resolver = path.join(etcOf(home.namespace), "resolv.conf");
  await writeFile(resolver, "nameserver 127.0.0.1\n");
  await ip(home.router, ["link set lan up"]);
  await ip(home.namespace, ["link set eth0 up"]);
  await joinInternet(home, WIRE);
}

/** Builds the map of `addresses.ts`; removes first what a killed run has left behind. */
export async function buildTopology(): Promise<void> {
  await refuseSecondLab();
  await removeTopology();
  await writeFile(PID_FILE, String(process.pid));
  await addNamespace(INTERNET);
  await ip(INTERNET, [
    "link add lan type bridge",
    `addr add ${DATA_CENTRE_GATEWAY.v4}/24 dev lan`,
    `addr add ${DATA_CENTRE_GATEWAY.v6}/64 dev lan nodad`,
    "link set lan up",
  ]);
  await addDataCentreHost(TURN);
  await addDataCentreHost(SERVER);
  for (const home of HOMES) await addHome(home);
}

async function refuseSecondLab(): Promise<void> {
  if (!existsSync(PID_FILE)) return;
  const pid = Number(await readFile(PID_FILE, "utf8"));
  if (pid === process.pid || !existsSync(`/proc/${pid}`)) return;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
  if (!command.includes("main.ts")) return;
  throw new Error(
    `Another lab is running (process ${pid}); wait for it, stop it, or set KNOCK_LAB=2.`,
  );
}

/** Removes every namespace of the lab with whatever still runs inside, and nothing else. */
export async function removeTopology(): Promise<void> {
  await stopForwarders(HOMES);
  const { stdout } = await run("ip", ["netns", "list"]);
  const ours = stdout
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "")
    .filter((name) => name.startsWith(PREFIX));
  for (const name of ours) {
    const inside = await run("ip", ["netns", "pids", name]);
    for (const pid of inside.stdout.split("\n").filter(Boolean)) killIfAlive(Number(pid));
    await run("ip", ["netns", "del", name]);
    await rm(etcOf(name), { recursive: true, force: true });
  }
  await rm(PID_FILE, { force: true });
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Certificate } from "./certificates.ts";
import { inside, runInside, Service, until } from "./shell.ts";
import { TURN, TURN_ADDRESS, TURN_NAME } from "./topology/addresses.ts";

/** The configuration that `deploy/` ships, not one made for the lab. */
const CONFIG = fileURLToPath(new URL("../../deploy/coturn/turnserver.conf", import.meta.url));

export const TURN_SECRET = "lab-secret-of-no-value-outside";

/** What the server gets as KNOCK_TURN_URLS. */
export const TURN_URLS = [
  `turn:${TURN_NAME}:3478?transport=udp`,
  `turn:${TURN_NAME}:3478?transport=tcp`,
  `turns:${TURN_NAME}:443?transport=tcp`,
] as const;

/** Credentials as the server makes them (draft-uberti-behave-turn-rest). */
export function credentials(user: string, seconds = 600): { username: string; credential: string } {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:${user}`;
  const credential = createHmac("sha1", TURN_SECRET).update(username).digest("base64");
  return { username, credential };
}

/** The homes' public addresses. */
const PUBLIC = [
  "198.51.100.0-198.51.100.255",
  "203.0.113.0-203.0.113.255",
  "2001:db8:1::-2001:db8:2:ffff:ffff:ffff:ffff:ffff",
];

/**
 * Starts coturn in its namespace with the shipped configuration. The homes' public addresses come
 * from documentation ranges, which that configuration denies: they alone are allowed here.
 */
export async function startTurn(directory: string, certificate: Certificate): Promise<Service> {
  const log = path.join(directory, `turn-${Date.now()}.log`);
  const addresses = Object.values(TURN_ADDRESS);
  const service = new Service(
    "coturn",
    "ip",
    inside(
      TURN.namespace,
      "turnserver",
      "-c",
      CONFIG,
      "--realm=lab.example",
      `--static-auth-secret=${TURN_SECRET}`,
      `--cert=${certificate.cert}`,
      `--pkey=${certificate.key}`,
      ...addresses.flatMap((ip) => [`--listening-ip=${ip}`, `--relay-ip=${ip}`]),
      ...[...addresses, ...PUBLIC].map((range) => `--allowed-peer-ip=${range}`),
      `--pidfile=${path.join(directory, "turn.pid")}`,
      `--db=${path.join(directory, "turndb")}`,
    ),
    { log },
  );
  await until(
    "coturn listens on TLS",
    async () => {
      if (!service.running) throw new Error(`coturn stopped: ${await readFile(log, "utf8")}`);
      return (await runInside(TURN.namespace, "ss", ["-Htln", "sport = :443"])).stdout !== "";
    },
    10_000,
  );
  return service;
}

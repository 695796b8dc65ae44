import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInstalled, Service, until } from "./shell.ts";
import { credentials, TURN_SECRET } from "./turn.ts";
import { TurnClient } from "./turn-client.ts";

/**
 * Live probes against a running coturn with the configuration that `deploy/` ships. Only the
 * addresses to listen on differ. Needs `turnserver` on the PATH, which `npm test` installs where it
 * may; elsewhere it says that these are left out.
 */
const CONFIG = fileURLToPath(new URL("../../deploy/coturn/turnserver.conf", import.meta.url));
const PORT = 4878;
const FORBIDDEN = 403;

const DENIED_V4 = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.100.100.200",
  "100.127.255.255",
  "127.0.0.1",
  "127.8.8.8",
  "168.63.129.16",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.31.196.1",
  "192.52.193.1",
  "192.88.99.1",
  "192.168.1.1",
  "192.175.48.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.251",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
];
const DENIED_V6 = [
  "::",
  "::1",
  "::127.0.0.1",
  "::10.0.0.0",
  "::10.0.0.1",
  "::10.1.0.0",
  "::ffff:0.0.0.0",
  "::ffff:10.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:169.254.169.254",
  "::ffff:192.168.1.1",
  "::ffff:8.8.8.8",
  "::ffff:0:10.0.0.1",
  "64:ff9b::10.0.0.1",
  "64:ff9b::169.254.169.254",
  "64:ff9b:1::10.0.0.1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::1",
  "2002:7f00:1::1",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fec0::1",
  "ff02::1",
];
const ALLOWED_V4 = ["8.8.8.8", "100.63.255.255", "172.32.0.1", "192.169.0.1", "223.255.255.254"];
const ALLOWED_V6 = ["2001:4860:4860::8888", "2a00:1450::1"];

/** Each probe is a user of its own: the quota counts allocations until they run out. */
let probes = 0;
let directory: string;
let coturn: Service;

async function accepts(): Promise<boolean> {
  const socket = connect(PORT, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function probing<T>(
  probe: (client: TurnClient) => Promise<T>,
  user = credentials(`probe-${++probes}`),
): Promise<T> {
  const client = new TurnClient({ host: "127.0.0.1", port: PORT }, user);
  try {
    return await probe(client);
  } finally {
    client.close();
  }
}

/** What both ways to a peer (permission and channel) answer. */
const ask = (peer: string, family: 4 | 6) =>
  probing(async (client) => {
    const { code } = await client.allocate(family);
    expect(code, "allocation").toBe(0);
    const permission = await client.createPermission(peer);
    const channel = await client.channelBind(peer);
    return [permission.code, channel.code];
  });

const may = await isInstalled("turnserver");

describe.runIf(may)("coturn as shipped", () => {
  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "knock-relay-"));
    coturn = new Service(
      "coturn",
      "turnserver",
      [
        "-c",
        CONFIG,
        "--realm=lab.example",
        `--static-auth-secret=${TURN_SECRET}`,
        "--listening-ip=127.0.0.1",
        "--relay-ip=127.0.0.1",
        "--relay-ip=::1",
        `--listening-port=${PORT}`,
        "--no-tls",
        "--stale-nonce=1",
        `--pidfile=${path.join(directory, "turn.pid")}`,
        `--db=${path.join(directory, "turndb")}`,
      ],
      { log: path.join(directory, "turn.log") },
    );
    await until("coturn answers", accepts, 10_000);
  }, 15_000);

  afterAll(async () => {
    await coturn.stop();
    await rm(directory, { recursive: true });
  });

  it.each(DENIED_V4)("refuses to relay to %s", async (peer) => {
    expect(await ask(peer, 4)).toEqual([FORBIDDEN, FORBIDDEN]);
  });

  it.each(DENIED_V6)("refuses to relay to %s", async (peer) => {
    expect(await ask(peer, 6)).toEqual([FORBIDDEN, FORBIDDEN]);
  });

  it.each(ALLOWED_V4)("relays to %s on the public internet", async (peer) => {
    expect(await ask(peer, 4)).toEqual([0, 0]);
  });

  it.each(ALLOWED_V6)("relays to %s on the public internet", async (peer) => {
    expect(await ask(peer, 6)).toEqual([0, 0]);
  });

  it("does not take an IPv4-mapped peer for an IPv4 allocation either", async () => {
    for (const code of await ask("::ffff:10.0.0.1", 4)) expect([403, 443]).toContain(code);
  });

  it("has no TCP relay", async () => {
    const { code } = await probing((client) => client.allocate(4, "tcp"));
    expect([403, 442]).toContain(code);
  });

  it("opens no TCP connection to a peer", async () => {
    const code = await probing(async (client) => {
      await client.allocate(4);
      return (await client.connect("8.8.8.8")).code;
    });
    expect(code).not.toBe(0);
  });

  it("takes a new client from the port of one that has left", async () => {
    const codes: number[] = [];
    for (const user of ["first", "second"]) {
      const client = new TurnClient({ host: "127.0.0.1", port: PORT }, credentials(user), PORT + 1);
      codes.push((await client.allocate(4)).code);
      client.close();
    }
    expect(codes).toEqual([0, 0]);
  });

  it("refuses credentials that have expired", async () => {
    const { code } = await probing((client) => client.allocate(4), credentials("probe", -60));
    expect(code).toBe(401);
  });

  it("goes on for who holds an allocation when the credentials expire, and for nobody else", async () => {
    const brief = credentials("long-call", 1);
    const expiresAt = Number(brief.username.split(":")[0]) * 1000;
    const codes = await probing(async (client) => {
      const allocated = await client.allocate(4);
      // coturn counts in whole seconds; a nonce lives for one second here, as ten minutes in a call.
      await until("the credentials have expired", () => Date.now() > expiresAt + 2000, 5000);
      const refreshed = await client.refresh(600);
      const permitted = await client.createPermission("8.8.8.8");
      const late = await probing((another) => another.allocate(4), brief);
      return [allocated, refreshed, permitted, late].map(({ code }) => code);
    }, brief);
    expect(codes).toEqual([0, 0, 0, 401]);
  });

  it("refuses credentials that the server did not sign", async () => {
    const forged = { ...credentials("probe"), credential: "guessed" };
    const { code } = await probing((client) => client.allocate(4), forged);
    expect(code).toBe(401);
  });

  it("allows one user no more than its quota of allocations", async () => {
    const user = credentials("greedy");
    const clients: TurnClient[] = [];
    const codes: number[] = [];
    while (codes.length < 13) {
      const client = new TurnClient({ host: "127.0.0.1", port: PORT }, user);
      clients.push(client);
      codes.push((await client.allocate(4)).code);
    }
    for (const client of clients) client.close();
    expect(codes.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 0));
    expect(codes[12]).toBe(486);
  });
});

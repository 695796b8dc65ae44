/**
 * Runs inside the network namespace that plays the relay's machine, and prints a `Found` as JSON:
 * `node own-host-probe.ts RELAY PORT PEER… ` tries the relay at RELAY:PORT. Each PEER is an address
 * of the machine, the first of them the one that callers behind the relay meet at.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { argv, stdout } from "node:process";
import { credentials } from "./turn.ts";
import { relayedPort, TurnClient } from "./turn-client.ts";

export interface Found {
  /** Of the machine's addresses, those for which the relay gives a permission. */
  readonly permitted: readonly string[];
  /** The addresses by which a datagram reached the machine's own UDP service. */
  readonly heard: readonly string[];
  /** What two callers who both need the relay told each other. */
  readonly met: readonly string[];
}

const [relay = "", port = "", ...peers] = argv.slice(2);
const [meeting = ""] = peers;
const server = { host: relay, port: Number(port) };

// Such as a name server or a metrics collector: it listens on every address of its machine.
const service = createSocket("udp4");
const heard: string[] = [];
service.on("message", (text: Buffer) => heard.push(text.toString()));
service.bind(0, "0.0.0.0");
await once(service, "listening");

const one = new TurnClient(server, credentials("one"));
const other = new TurnClient(server, credentials("other"));
const ports = [relayedPort(await one.allocate(4)), relayedPort(await other.allocate(4))] as const;
const permitted: string[] = [];
for (const peer of peers) {
  if ((await one.createPermission(peer)).code === 0) permitted.push(peer);
  one.send({ address: peer, port: service.address().port }, peer);
}
await other.createPermission(meeting);
// Sent after all else and by the same ways: what has not come when these are there never comes.
const arrive = [other.receive(), one.receive()];
one.send({ address: meeting, port: ports[1] }, "from one");
other.send({ address: meeting, port: ports[0] }, "from the other");
const met = await Promise.all(arrive);

const found: Found = { permitted, heard, met };
stdout.write(JSON.stringify(found));
for (const socket of [one, other, service]) socket.close();

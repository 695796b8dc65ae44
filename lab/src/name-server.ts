/**
 * The lab's name server, one on loopback in every home, so that it answers whatever the network
 * beyond lets through. (`/etc/hosts` would not do: Chromium looks up TURN over UDP by DNS alone.)
 */
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { SERVER, TURN } from "./topology/addresses.ts";

const NAMES = new Map(
  [TURN, SERVER].flatMap(({ names }) =>
    Object.entries(names).map(([name, addresses]) => [name, addresses] as const),
  ),
);
const TYPE = { a: 1, aaaa: 28 };
const TTL_S = 60;
const HEADER = 12;

/** Answers one query of one question (RFC 1035 section 4); null for what is no such query. */
function answer(query: Buffer): Buffer | null {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at]; length !== 0; length = query[at]) {
    if (length === undefined || at + length + 1 > query.length) return null;
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  if (at + 5 > query.length) return null;
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(HEADER, at + 5);
  const known = NAMES.get(labels.join(".").toLowerCase());
  const address = type === TYPE.a ? known?.v4 : type === TYPE.aaaa ? known?.v6 : undefined;

  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  // A response, recursion available; NXDOMAIN (3) for a name that is not of the lab.
  header.writeUInt16BE(0x8180 | (known === undefined ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  return Buffer.concat([
    header,
    question,
    address === undefined ? Buffer.alloc(0) : record(address),
  ]);
}

function record(address: string): Buffer {
  const v6 = isIPv6(address);
  const data = v6 ? v6Bytes(address) : Buffer.from(address.split(".").map(Number));
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(0xc000 | HEADER, 0); // the name of the question
  head.writeUInt16BE(v6 ? TYPE.aaaa : TYPE.a, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(TTL_S, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** The lab's own addresses all have one `::`. */
function v6Bytes(address: string): Buffer {
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":"));
  const words = [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
  return Buffer.from(words.map((word) => word.padStart(4, "0")).join(""), "hex");
}

const socket = createSocket("udp4");
socket.on("message", (query, from) => {
  const reply = answer(query);
  if (reply !== null) socket.send(reply, from.port, from.address);
});
socket.bind(53, "127.0.0.1");

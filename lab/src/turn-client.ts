import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import net from "node:net";

/**
 * As much of a TURN client (RFC 8656) as a probe needs: authenticated requests over UDP and the
 * error code that comes back. Browsers cannot ask for the things that must be refused.
 */
const COOKIE = 0x2112a442;
const METHOD = {
  allocate: 0x003,
  refresh: 0x004,
  createPermission: 0x008,
  channelBind: 0x009,
  connect: 0x00a,
};
/** Indications (RFC 8656, sections 11.1 and 11.3): nobody answers them. */
const INDICATION = { send: 0x016, data: 0x017 };
const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
};
/** Allocation Mismatch (RFC 8656, section 7.2). */
const MISMATCH = 437;
const TRANSPORT = { tcp: 6, udp: 17 };

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** 0 = success, otherwise the STUN error code (403 = forbidden peer). */
export type Answer = { readonly code: number; readonly attributes: ReadonlyMap<number, Buffer> };

interface Credentials {
  readonly username: string;
  readonly credential: string;
}

export class TurnClient {
  #socket: Socket = createSocket("udp4");
  readonly #server: { host: string; port: number };
  readonly #credentials: Credentials;
  #realm: Buffer | null = null;
  #nonce: Buffer | null = null;

  /** `from` is this client's own UDP port; 0: whichever the system gives. */
  constructor(server: { host: string; port: number }, credentials: Credentials, from = 0) {
    this.#server = server;
    this.#credentials = credentials;
    this.#socket.bind(from);
  }

  close(): void {
    this.#socket.close();
  }

  /**
   * Asks for a relay address; `family` is that of the peers to be reached. The relay keeps the
   * allocation of a client that has left for minutes: one that the system then gives the same port
   * asks from another (RFC 8656, section 7.4).
   */
  async allocate(family: 4 | 6, transport: keyof typeof TRANSPORT = "udp"): Promise<Answer> {
    for (;;) {
      const answer = await this.#request(METHOD.allocate, [
        [ATTRIBUTE.requestedTransport, Buffer.from([TRANSPORT[transport], 0, 0, 0])],
        [ATTRIBUTE.requestedAddressFamily, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])],
      ]);
      if (answer.code !== MISMATCH) return answer;
      this.#socket.close();
      this.#socket = createSocket("udp4");
      this.#realm = null;
      this.#nonce = null;
    }
  }

  /** Keeps the allocation for `seconds` from now. */
  refresh(seconds: number): Promise<Answer> {
    const lifetime = Buffer.alloc(4);
    lifetime.writeUInt32BE(seconds);
    return this.#request(METHOD.refresh, [[ATTRIBUTE.lifetime, lifetime]]);
  }

  createPermission(peer: string): Promise<Answer> {
    return this.#request(METHOD.createPermission, [[ATTRIBUTE.xorPeerAddress, peer]]);
  }

  channelBind(peer: string): Promise<Answer> {
    return this.#request(METHOD.channelBind, [
      [ATTRIBUTE.channelNumber, Buffer.from([0x40, 0x00, 0, 0])],
      [ATTRIBUTE.xorPeerAddress, peer],
    ]);
  }

  /** RFC 6062: a TCP connection from the relay to a peer. */
  connect(peer: string): Promise<Answer> {
    return this.#request(METHOD.connect, [[ATTRIBUTE.xorPeerAddress, peer]]);
  }

  /** Sends a datagram to a peer that has a permission. Whether it was relayed, nobody tells. */
  send({ address, port }: Endpoint, text: string): void {
    const transaction = randomBytes(12);
    const body = Buffer.concat([
      attribute(ATTRIBUTE.xorPeerAddress, xorAddress(address, transaction, port)),
      attribute(ATTRIBUTE.data, Buffer.from(text)),
    ]);
    const { host, port: at } = this.#server;
    this.#socket.send(frame(INDICATION.send, transaction, body), at, host);
  }

  /** The next datagram that a peer sent to this client's relay address. */
  async receive(): Promise<string> {
    const signal = AbortSignal.timeout(3000);
    for (;;) {
      const [packet] = (await once(this.#socket, "message", { signal })) as [Buffer];
      if (packet.readUInt16BE(0) !== INDICATION.data) continue;
      return parse(packet).attributes.get(ATTRIBUTE.data)?.toString() ?? "";
    }
  }

  async #request(method: number, attributes: [number, Buffer | string][]): Promise<Answer> {
    const answer = await this.#exchange(method, attributes);
    if (answer.code !== 401 && answer.code !== 438) return answer;
    this.#realm = answer.attributes.get(ATTRIBUTE.realm) ?? null;
    this.#nonce = answer.attributes.get(ATTRIBUTE.nonce) ?? null;
    return await this.#exchange(method, attributes);
  }

  async #exchange(method: number, attributes: [number, Buffer | string][]): Promise<Answer> {
    const transaction = randomBytes(12);
    const body = attributes.map(([type, value]) =>
      attribute(type, typeof value === "string" ? xorAddress(value, transaction) : value),
    );
    let packet = frame(method, transaction, Buffer.concat(body));
    if (this.#realm !== null && this.#nonce !== null) {
      const { username, credential } = this.#credentials;
      body.push(
        attribute(ATTRIBUTE.username, Buffer.from(username)),
        attribute(ATTRIBUTE.realm, this.#realm),
        attribute(ATTRIBUTE.nonce, this.#nonce),
      );
      const key = createHash("md5")
        .update(`${username}:${this.#realm.toString()}:${credential}`)
        .digest();
      // The integrity covers a header whose length already counts the integrity itself (24 bytes).
      const covered = frame(method, transaction, Buffer.concat(body), 24);
      const mac = createHmac("sha1", key).update(covered).digest();
      body.push(attribute(ATTRIBUTE.messageIntegrity, mac));
      packet = frame(method, transaction, Buffer.concat(body));
    }
    const signal = AbortSignal.timeout(3000);
    const { host, port } = this.#server;
    this.#socket.send(packet, port, host);
    for (;;) {
      const [reply] = (await once(this.#socket, "message", { signal })) as [Buffer];
      if (reply.subarray(8, 20).equals(transaction)) return parse(reply);
    }
  }
}

function frame(method: number, transaction: Buffer, body: Buffer, extra = 0): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(method, 0);
  header.writeUInt16BE(body.length + extra, 2);
  header.writeUInt32BE(COOKIE, 4);
  transaction.copy(header, 8);
  return Buffer.concat([header, body]);
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** The port of an allocation, out of its XOR-RELAYED-ADDRESS. */
export function relayedPort({ attributes }: Answer): number {
  const relayed = attributes.get(ATTRIBUTE.xorRelayedAddress);
  if (relayed === undefined) throw new Error("The answer names no relayed address");
  return relayed.readUInt16BE(2) ^ (COOKIE >>> 16);
}

/** XOR-PEER-ADDRESS (RFC 8489 section 14.2); a permission does not look at the port. */
function xorAddress(address: string, transaction: Buffer, port = 80): Buffer {
  const v6 = net.isIPv6(address);
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(COOKIE, 0);
  transaction.copy(mask, 4);
  const bytes = v6 ? v6Bytes(address) : Buffer.from(address.split(".").map(Number));
  const head = Buffer.from([0, v6 ? 2 : 1, 0, 0]);
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  return Buffer.concat([head, bytes.map((byte, i) => byte ^ (mask[i] ?? 0))]);
}

function v6Bytes(address: string): Buffer {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const pairs = dotted?.slice(2).map(Number) ?? [];
  const hex = (i: number) => (((pairs[i] ?? 0) << 8) | (pairs[i + 1] ?? 0)).toString(16);
  const plain = dotted === null ? address : `${dotted[1] ?? ""}${hex(0)}:${hex(2)}`;
  const [left = "", right] = plain.split("::");
  const words = (part: string) => (part === "" ? [] : part.split(":"));
  const head = words(left);
  const tail = words(right ?? "");
  const middle = right === undefined ? 0 : 8 - head.length - tail.length;
  const all = [...head, ...Array.from({ length: middle }, () => "0"), ...tail];
  return Buffer.from(all.map((word) => word.padStart(4, "0")).join(""), "hex");
}

function parse(reply: Buffer): Answer {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= reply.length;) {
    const length = reply.readUInt16BE(at + 2);
    attributes.set(reply.readUInt16BE(at), reply.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  const error = attributes.get(ATTRIBUTE.errorCode);
  const code = error === undefined ? 0 : (error[2] ?? 0) * 100 + (error[3] ?? 0);
  return { code, attributes };
}

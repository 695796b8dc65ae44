/**
 * The network between two browsers, so that a test can cut or spoil it, in any browser and without
 * being root: each learns of the other only addresses of this process, which passes the packets on.
 */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Page } from "@playwright/test";

interface Place {
  readonly address: string;
  readonly port: number;
}

const nameOf = ({ address, port }: Place): string => `${address}:${String(port)}`;

async function openSocket(address: string): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(0, address);
  await once(socket, "listening");
  return socket;
}

declare global {
  interface Window {
    /** The candidate by way of the cable; null for one that goes another way than UDP over IPv4. */
    knockCable(candidate: string): Promise<string | null>;
  }
}

type Method<Argument> = (this: RTCPeerConnection, argument: Argument) => Promise<void>;

/** In the page: what comes from the other side goes through the cable, or is not used. */
function plugIn(): void {
  const connection = RTCPeerConnection.prototype;
  const add: Method<RTCIceCandidateInit> = Reflect.get(connection, "addIceCandidate");
  connection.addIceCandidate = async function addRerouted(
    this: RTCPeerConnection,
    candidate?: RTCIceCandidateInit | null,
  ) {
    if (!candidate?.candidate) return;
    const rerouted = await window.knockCable(candidate.candidate);
    if (rerouted !== null) await add.call(this, { ...candidate, candidate: rerouted });
  };
  const describe: Method<RTCSessionDescriptionInit> = Reflect.get(
    connection,
    "setRemoteDescription",
  );
  connection.setRemoteDescription = function describeWithoutAddresses(
    this: RTCPeerConnection,
    { type, sdp = "" }: RTCSessionDescriptionInit,
  ) {
    // All of them come one by one, too.
    const bare = sdp.replace(/^a=(candidate:.*|end-of-candidates)\r\n/gm, "");
    return describe.call(this, { type, sdp: bare });
  };
}

export class Cable {
  /** By the place where it leads. */
  readonly #ends = new Map<string, Promise<Socket>>();
  readonly #sockets: Socket[] = [];
  #isCut = false;
  #losesOneIn = Infinity;
  #packets = 0;

  /** To be done before these people's call. */
  async joins(...pages: readonly Page[]): Promise<void> {
    for (const page of pages) {
      await page.exposeFunction("knockCable", (candidate: string) => this.#reroute(candidate));
      await page.evaluate(plugIn);
    }
  }

  /** Nothing gets through, and nobody is told. */
  cut(): void {
    this.#isCut = true;
  }

  mend(): void {
    this.#isCut = false;
  }

  /** From now on every `n`th packet is lost, in both directions together; Infinity: none. */
  losesOneIn(n: number): void {
    this.#losesOneIn = n;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  /** RFC 8839 § 5.1: `candidate:foundation component transport priority address port typ …`. */
  async #reroute(candidate: string): Promise<string | null> {
    const fields = candidate.split(" ");
    const [, , transport, , address = "", port] = fields;
    if (transport?.toLowerCase() !== "udp" || !/^\d+(\.\d+){3}$/.test(address)) return null;
    const end = await this.#endTo({ address, port: Number(port) });
    fields[5] = String(end.address().port);
    return fields.join(" ");
  }

  #passes(): boolean {
    this.#packets += 1;
    return !this.#isCut && this.#packets % this.#losesOneIn !== 0;
  }

  #endTo(place: Place): Promise<Socket> {
    const name = nameOf(place);
    const end = this.#ends.get(name) ?? this.#layTo(place);
    this.#ends.set(name, end);
    return end;
  }

  async #layTo(place: Place): Promise<Socket> {
    const end = await this.#open(place.address);
    // One for each sender, so that what comes back finds its way.
    const ways = new Map<string, Promise<Socket>>();
    const wayFor = async (sender: RemoteInfo): Promise<Socket> => {
      const way = await this.#open(place.address);
      way.on("message", (packet) => {
        if (this.#passes()) end.send(packet, sender.port, sender.address);
      });
      return way;
    };
    end.on("message", (packet, sender) => {
      if (!this.#passes()) return;
      const name = nameOf(sender);
      const way = ways.get(name) ?? wayFor(sender);
      ways.set(name, way);
      void way.then((socket) => {
        socket.send(packet, place.port, place.address);
      });
    });
    return end;
  }

  async #open(address: string): Promise<Socket> {
    const socket = await openSocket(address);
    this.#sockets.push(socket);
    return socket;
  }
}

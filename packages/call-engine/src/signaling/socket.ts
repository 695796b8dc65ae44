import { SOCKET_PATH } from "@knockknock/protocol";
import { EngineError } from "../lib/errors.ts";
import { onNetwork } from "../lib/network.ts";
import { ask, greet, leave, type Packet, parse, PONG } from "./packets.ts";
import { type OpenTransport, overPolling, overWebSocket, type Transport } from "./transports.ts";
import type { OpenWire, Wire, WireFailure } from "./wire.ts";

/** A server that does not acknowledge within this time is treated as unreachable. */
const ACK_TIMEOUT_MS = 8_000;
/** From opening a transport to its first frame, and from there to a place in the namespace. */
const OPEN_TIMEOUT_MS = 5_000;
/**
 * The same for the first attempts on a road that has worked before, half as much again for each
 * further one. TCP repeats a lost greeting after 1, 3 and 7 s: in a cut, a fresh one is faster.
 */
const HASTY_OPEN_MS = 1_000;
const HASTY_TRIES = 3;
/** Where nothing answered, waiting before the next attempt spares nobody. */
const SILENT_PAUSE_MS = 50;
/** A doubted connection has this long to bring anything at all; more than any usual round trip. */
const DOUBT_MS = 700;
/**
 * A road that has worked is left for the other one after this many failures in a row, and for one try
 * in three: whichever finds the server again is kept until the next loss. Not for fewer, as Firefox
 * dials a WebSocket that has failed often no sooner than a minute after it failed last.
 */
const FAITHFUL_TRIES = 8;
const OTHER_ROAD_EVERY = 3;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** Pause before knocking again at a server that closed the door itself (restart, refused ticket). */
const REFUSED_PAUSE_MS = 1_000;

const TRANSPORTS: readonly [OpenTransport, OpenTransport] = [overWebSocket, overPolling];

export const openSocket: OpenWire = (url, auth) => new Socket(url, auth);

interface Pending {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: EngineError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** One namespace over one connection that comes back by itself until it is closed. */
class Socket implements Wire {
  readonly #endpoint: string;
  readonly #namespace: string;
  readonly #auth: () => Promise<Record<string, unknown>>;
  readonly #events = new Map<string, ((payload: unknown) => void)[]>();
  readonly #states = new Set<(connected: boolean) => void>();
  readonly #failures: ((failure: WireFailure) => void)[] = [];
  readonly #pending = new Map<number, Pending>();
  #transport: Transport | null = null;
  /** Which of the two roads is tried; the other one after a road that did not open. */
  #road: 0 | 1 = 0;
  #connected = false;
  #closed = false;
  /** The road that has led to the server before: what stops it now is probably the network. */
  #proven: 0 | 1 | null = null;
  #attempts = 0;
  #asked = 0;
  #silenceMs = OPEN_TIMEOUT_MS;
  /** Whatever connection there is when another network comes belonged to the one before. */
  readonly #stopListening: () => void;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, auth: () => Promise<Record<string, unknown>>) {
    const { origin, pathname } = new URL(url);
    this.#endpoint = `${origin}${SOCKET_PATH}/`;
    this.#namespace = pathname;
    this.#auth = auth;
    this.#stopListening = onNetwork(() => this.#reopen());
    this.#open();
  }

  get connected(): boolean {
    return this.#connected;
  }

  on(event: string, handler: (payload: unknown) => void): void {
    const handlers = this.#events.get(event) ?? [];
    handlers.push(handler);
    this.#events.set(event, handlers);
  }

  onState(handler: (connected: boolean) => void): () => void {
    this.#states.add(handler);
    return () => this.#states.delete(handler);
  }

  onFailure(handler: (failure: WireFailure) => void): void {
    this.#failures.push(handler);
  }

  emit(event: string, payload: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#connected) {
        reject(new EngineError("unreachable", "Not connected to the call server"));
        return;
      }
      const id = this.#asked++;
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new EngineError("unreachable", `No answer to "${event}" from the call server`));
      }, ACK_TIMEOUT_MS);
      this.#pending.set(id, { resolve, reject, timer });
      this.#transport?.send(ask(this.#namespace, id, event, payload));
    });
  }

  doubt(): void {
    if (this.#closed) return;
    // Between two attempts there is nothing to lose by trying at once.
    if (this.#transport === null) this.#reopen();
    else if (this.#connected) {
      this.#doubt ??= setTimeout(() => {
        this.#doubt = undefined;
        if (this.#pending.size > 0) this.#reopen();
      }, DOUBT_MS);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    clearTimeout(this.#retry);
    if (this.#connected) this.#transport?.send(leave(this.#namespace));
    this.#drop();
  }

  #open(): void {
    clearTimeout(this.#retry);
    const transport = TRANSPORTS[this.#road](this.#endpoint, {
      onFrame: (frame) => {
        if (transport !== this.#transport) return;
        this.#trust();
        this.#receive(parse(frame, this.#namespace));
      },
      onClose: () => {
        if (transport === this.#transport) this.#lost();
      },
    });
    this.#transport = transport;
    this.#silenceMs = OPEN_TIMEOUT_MS;
    const tired = Math.max(0, this.#attempts - HASTY_TRIES + 1);
    const hasty = Math.min(HASTY_OPEN_MS * 1.5 ** tired, OPEN_TIMEOUT_MS);
    this.#listenFor(this.#proven === null ? OPEN_TIMEOUT_MS : hasty);
  }

  #receive(packet: Packet | null): void {
    if (packet === null) return;
    switch (packet.type) {
      case "open":
        this.#silenceMs = packet.silenceMs;
        this.#listenFor(OPEN_TIMEOUT_MS);
        void this.#greet(this.#transport);
        return;
      case "ping":
        this.#transport?.send(PONG);
        this.#listenFor(this.#silenceMs);
        return;
      case "close":
        this.#lost();
        return;
      case "welcome":
        this.#connected = true;
        this.#attempts = 0;
        this.#proven ??= this.#road;
        this.#listenFor(this.#silenceMs);
        for (const handler of this.#states) handler(true);
        return;
      case "refused":
        this.#drop();
        this.#fail("handshake", codeOf(packet));
        this.#again(REFUSED_PAUSE_MS);
        return;
      case "dismissed":
        this.#drop();
        this.#again(REFUSED_PAUSE_MS);
        return;
      case "event":
        for (const handler of this.#events.get(packet.event) ?? []) handler(packet.payload);
        return;
      case "ack": {
        const asked = this.#pending.get(packet.id);
        if (asked === undefined) return;
        this.#pending.delete(packet.id);
        clearTimeout(asked.timer);
        asked.resolve(packet.payload);
      }
    }
  }

  async #greet(transport: Transport | null): Promise<void> {
    try {
      const auth = await this.#auth();
      if (transport === this.#transport) transport?.send(greet(this.#namespace, auth));
    } catch (error) {
      if (transport !== this.#transport) return;
      this.#drop();
      const { code } = error as { code?: unknown };
      this.#fail("auth", typeof code === "string" ? code : null);
      this.#again(REFUSED_PAUSE_MS);
    }
  }

  /** A server that says nothing for this long (it pings) is gone. */
  #listenFor(silenceMs: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.#lost(this.#proven === null ? FIRST_PAUSE_MS : SILENT_PAUSE_MS);
    }, silenceMs);
  }

  #lost(firstPauseMs = FIRST_PAUSE_MS): void {
    const opened = this.#connected;
    this.#drop();
    if (!opened) this.#fail("handshake", null);
    const other = this.#attempts >= FAITHFUL_TRIES && this.#attempts % OTHER_ROAD_EVERY === 0;
    if (this.#proven === null) this.#road = opposite(this.#road);
    else this.#road = other ? opposite(this.#proven) : this.#proven;
    const pause = Math.min(firstPauseMs * 2 ** this.#attempts++, LONGEST_PAUSE_MS);
    // Pages that lost the same server do not all come back in the same instant.
    this.#again(pause * (0.75 + Math.random() / 2));
  }

  #again(pauseMs: number): void {
    clearTimeout(this.#retry);
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#open();
    }, pauseMs);
  }

  #reopen(): void {
    this.#drop();
    this.#attempts = 0;
    this.#road = this.#proven ?? this.#road;
    this.#open();
  }

  #trust(): void {
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
  }

  #drop(): void {
    clearTimeout(this.#watch);
    this.#trust();
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new EngineError("unreachable", "Not connected to the call server"));
    }
    this.#pending.clear();
    if (!this.#connected) return;
    this.#connected = false;
    for (const handler of this.#states) handler(false);
  }

  #fail(step: WireFailure["step"], code: string | null): void {
    for (const handler of this.#failures) handler({ step, code });
  }
}

const opposite = (road: 0 | 1): 0 | 1 => (road === 0 ? 1 : 0);

/** The server puts its error code in `data.code` of a refused handshake, or uses it as message. */
function codeOf(refusal: { readonly message: string; readonly data: unknown }): string | null {
  const { code } = (refusal.data ?? {}) as { code?: unknown };
  if (typeof code === "string") return code;
  return /^[a-z_]+$/.test(refusal.message) ? refusal.message : null;
}

import { toJson } from "../lib/json.ts";
import { PEER_MESSAGE_LIMIT, PeerMessage } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { Scope } from "../lib/scope.ts";

export const BEAT_MS = 400;
/** A channel this full is not draining. Bytes. */
const CONGESTED = 64_000;
/** What is said again and again: the next one would only queue behind those before it. */
const isRepeated = (message: PeerMessage): boolean =>
  message.t === "beat" || (message.t === "signal" && message.payload.type === "description");
/** What may come besides heartbeats, as at the server: 200 at once, then one each 25 ms. */
const BURST_MS = 5_000;
const SHARE_MS = 25;

/** A page that said it is going is gone by then; one that stayed all the same beats again. */
const LEAVING_MS = 5_000;

export interface PeerChannelHooks {
  readonly clock: Clock;
  hidden(): boolean;
  onState(open: boolean): void;
  onMessage(message: PeerMessage): void;
}

/** Messages between the two pages: bounded, validated, and a heartbeat while the channel is open. */
export class PeerChannel {
  readonly #channel: RTCDataChannel;
  readonly #hooks: PeerChannelHooks;
  /** Nothing of the peer arrives here: told to it with every heartbeat, in case it does not know. */
  deaf = false;
  #peerDeaf = false;
  #beats = 0;
  /** No heartbeat may take back what was said about leaving. */
  #stillUntil = 0;
  #dropped = 0;
  /** What came is paid for up to this moment; it lies in the past as long as some may come. */
  #paidUntil = 0;
  #heardAt = 0;
  #peerHidden = false;

  constructor(connection: RTCPeerConnection, scope: Scope, hooks: PeerChannelHooks) {
    this.#hooks = hooks;
    const channel = connection.createDataChannel("knock", { negotiated: true, id: 0 });
    this.#channel = channel;
    scope.listen(channel, "open", () => {
      this.#beat();
      scope.add(hooks.clock.every(BEAT_MS, () => this.#beat()));
      hooks.onState(true);
    });
    scope.listen(channel, "close", () => hooks.onState(false));
    scope.listen(channel, "message", (event: MessageEvent) => this.#receive(event.data));
    scope.add(() => channel.close());
  }

  get open(): boolean {
    return this.#channel.readyState === "open";
  }
  /** When the peer was last heard, on the local clock; 0 = never. */
  get heardAt(): number {
    return this.#heardAt;
  }
  get peerHidden(): boolean {
    return this.#peerHidden;
  }
  /** The peer says that it hears nothing from here. */
  get peerDeaf(): boolean {
    return this.#peerDeaf;
  }
  /** Messages that were too long, too many or not of the protocol. */
  get dropped(): number {
    return this.#dropped;
  }

  /** False when the channel is not open, or full and this is repeated: the message went nowhere. */
  send(message: PeerMessage): boolean {
    if (!this.open) return false;
    if (this.#channel.bufferedAmount > CONGESTED && isRepeated(message)) return false;
    if (message.t === "leaving") this.#stillUntil = this.#hooks.clock.now() + LEAVING_MS;
    try {
      this.#channel.send(toJson(message));
      return true;
    } catch {
      return false;
    }
  }

  #beat(): void {
    if (this.#hooks.clock.now() < this.#stillUntil) return;
    this.#beats += 1;
    const { deaf } = this;
    const hidden = this.#hooks.hidden();
    this.send({ t: "beat", n: this.#beats, hidden, ...(deaf ? { deaf } : {}) });
  }

  #receive(data: unknown): void {
    const message = parse(data);
    if (message === null) {
      this.#dropped += 1;
      return;
    }
    const now = this.#hooks.clock.now();
    // Also of a flood, which breaks no path and ends no call.
    this.#heardAt = now;
    if (message.t === "beat") {
      this.#peerHidden = message.hidden;
      this.#peerDeaf = message.deaf === true;
    } else {
      // A clock that was set back is no debt.
      this.#paidUntil = Math.min(now, Math.max(this.#paidUntil, now - BURST_MS));
      if (this.#paidUntil + SHARE_MS > now) {
        this.#dropped += 1;
        return;
      }
      this.#paidUntil += SHARE_MS;
    }
    this.#hooks.onMessage(message);
  }
}

function parse(data: unknown): PeerMessage | null {
  if (typeof data !== "string" || data.length > PEER_MESSAGE_LIMIT) return null;
  try {
    const parsed = PeerMessage.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

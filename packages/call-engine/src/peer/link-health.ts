import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";
import { Scope } from "../lib/scope.ts";
import { inboundBytes } from "../stats/entries.ts";
import { BEAT_MS } from "./peer-channel.ts";
import type { PeerLink } from "./peer-link.ts";
import {
  isDeaf,
  type LinkFacts,
  recover,
  type RecoveryAction,
  type RecoveryState,
} from "./recovery-policy.ts";

const LOOK_MS = 200;
/** Without a heartbeat for this long the media counters are looked at as well. */
const LOOK_AT_MEDIA_MS = BEAT_MS + 100;

export interface LinkHealthOptions {
  readonly clock: Clock;
  /** This side makes the offers, and must know when the other one hears nothing. */
  readonly offers: boolean;
  canSignal(): boolean;
  peerLeaving(): boolean;
  onAction(action: RecoveryAction): void;
}

export type Health = "connecting" | "up" | "recovering" | "lost";

/** Watches one live link and asks the recovery policy what to do. */
export class LinkHealth {
  readonly #link: PeerLink;
  readonly #options: LinkHealthOptions;
  readonly #scope = new Scope();
  readonly #health = signal<Health>("connecting");
  #state: RecoveryState = { name: "up" };
  #upAt: number | null = null;
  #aliveAt = 0;
  #lookedAt: number;
  #late = false;
  /** Counted at the last look; null while there are heartbeats and nothing is counted. */
  #bytes: number | null = null;
  #looking = false;
  #nudged = false;

  /** @param continued what its predecessor was going through; null for the first link */
  constructor(link: PeerLink, options: LinkHealthOptions, continued: RecoveryState | null) {
    this.#link = link;
    this.#options = options;
    if (continued?.name === "recovering") {
      this.#state = { ...continued, triedAt: options.clock.now() };
      this.#health.value = "recovering";
    }
    this.#lookedAt = options.clock.now();
    this.#scope.add(options.clock.every(LOOK_MS, () => this.#look()));
    this.#scope.add(link.transport.subscribe(() => this.#judge()));
    this.#scope.add(link.channelOpen.subscribe(() => this.#judge()));
  }

  get health(): ReadonlySignal<Health> {
    return this.#health;
  }

  get state(): RecoveryState {
    return this.#state;
  }

  /** The network changed or the server is back: try again now. */
  nudge(): void {
    this.#nudged = true;
    this.#judge();
  }

  /** To be undone when the link is no longer watched. */
  add(undo: () => void): void {
    this.#scope.add(undo);
  }

  close(): void {
    this.#scope.close();
  }

  /**
   * A timer that comes late was held up by this page itself, and so were the heartbeats that wait
   * behind it: they are heard first, and the judgement left to the next look.
   */
  #look(): void {
    const now = this.#options.clock.now();
    const late = now - this.#lookedAt >= 2 * LOOK_MS;
    this.#lookedAt = now;
    const skip = late && !this.#late;
    this.#late = skip;
    if (!skip) this.#judge();
  }

  #judge(): void {
    if (this.#scope.closed) return;
    const { channel, channelOpen, transport } = this.#link;
    const now = this.#options.clock.now();
    if (this.#upAt === null) {
      const up = transport.value === "connected" && channelOpen.value;
      // Until it has been up once, the server's own deadline for connecting decides.
      if (!up && this.#health.value === "connecting") return;
      if (up) {
        this.#upAt = now;
        this.#aliveAt = now;
      }
    }
    this.#aliveAt = Math.max(this.#aliveAt, channel.heardAt);
    if (now - this.#aliveAt < LOOK_AT_MEDIA_MS) this.#bytes = null;
    else void this.#lookAtMedia();
    const nudged = this.#nudged;
    this.#nudged = false;
    const facts: LinkFacts = {
      now,
      upAt: this.#upAt ?? 0,
      aliveAt: this.#aliveAt,
      transport: transport.value,
      peerHidden: channel.peerHidden,
      unheard: this.#options.offers && channel.peerDeaf,
      canSignal: this.#options.canSignal(),
      unanswered: this.#link.unanswered || !this.#options.offers,
      nudged,
      peerLeaving: this.#options.peerLeaving(),
    };
    channel.deaf = isDeaf(facts);
    const { state, action } = recover(this.#state, facts);
    this.#state = state;
    this.#health.value = state.name;
    if (action !== null) this.#options.onAction(action);
  }

  /** Media that arrives is a sign of life too: a busy page may forget its heartbeat. */
  async #lookAtMedia(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const bytes = inboundBytes(await this.#link.getStats());
      if (this.#bytes !== null && bytes > this.#bytes) this.#aliveAt = this.#options.clock.now();
      this.#bytes = bytes;
    } catch {
      // A closed connection has no statistics, and no life.
    } finally {
      this.#looking = false;
    }
  }
}

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
/** Without a heartbeat for this long the browser's counters are looked at as well. */
const COUNT_AFTER_MS = BEAT_MS + 100;

export interface LinkHealthOptions {
  readonly clock: Clock;
  /** This side makes the offers, and must know when the other one hears nothing. */
  readonly offers: boolean;
  canSignal(): boolean;
  peerLeaving(): boolean;
  onAction(action: RecoveryAction): void;
}

export type Health = RecoveryState["name"];

/** Watches one live link and asks the recovery policy what to do. */
export class LinkHealth {
  readonly #link: PeerLink;
  readonly #options: LinkHealthOptions;
  readonly #scope = new Scope();
  readonly #health = signal<Health>("connecting");
  #state: RecoveryState;
  #upAt: number | null = null;
  #aliveAt = 0;
  #lookedAt: number;
  #late = false;
  /** At the last count. */
  #bytes = 0;
  /** How often bytes were counted since this sign of life. */
  #counts = 0;
  #countsSince = 0;
  #looking = false;
  #nudged = false;

  /** @param continued what its predecessor was going through; null for the first link */
  constructor(link: PeerLink, options: LinkHealthOptions, continued: RecoveryState | null) {
    this.#link = link;
    this.#options = options;
    const now = options.clock.now();
    if (continued?.name === "recovering") {
      this.#state = { ...continued, triedAt: now };
      this.#health.value = "recovering";
    } else {
      const tried = continued?.name === "connecting" ? continued.tried + 1 : 0;
      this.#state = { name: "connecting", since: now, asked: false, tried };
    }
    this.#lookedAt = now;
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

  /**
   * Try again now: the network changed (`network`) or the server is back. The server alone does not
   * make a connection in the making worth less: its offer is repeated.
   */
  nudge(network: boolean): void {
    this.#nudged ||= network || this.#upAt !== null;
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
    this.#late = !this.#late && now - this.#lookedAt >= 2 * LOOK_MS;
    this.#lookedAt = now;
    if (!this.#late) this.#judge();
  }

  #judge(): void {
    if (this.#scope.closed) return;
    const { channel, channelOpen, transport } = this.#link;
    const now = this.#options.clock.now();
    if (this.#upAt === null && transport.value === "connected" && channelOpen.value) {
      this.#upAt = now;
      this.#aliveAt = now;
    }
    // The computer's clock may be set back.
    this.#aliveAt = Math.min(now, Math.max(this.#aliveAt, channel.heardAt));
    if (this.#countsSince !== this.#aliveAt) {
      this.#counts = 0;
      this.#countsSince = this.#aliveAt;
    }
    if (!this.#looking && now - this.#aliveAt >= COUNT_AFTER_MS) void this.#countBytes();
    const { offers } = this.#options;
    const facts: LinkFacts = {
      now,
      upAt: this.#upAt,
      aliveAt: this.#aliveAt,
      transport: this.#upAt !== null && this.#link.spoilt ? "closed" : transport.value,
      slow: channel.peerHidden || this.#counts < 2,
      unheard: offers && channel.peerDeaf,
      canSignal: this.#options.canSignal(),
      // Who answers has answered the first offer, or has no link.
      unanswered: this.#link.unanswered || (!offers && this.#upAt !== null),
      nudged: this.#nudged,
      peerLeaving: this.#options.peerLeaving(),
    };
    // The connection to the server ends with the network, and is back a moment later.
    if (facts.canSignal) this.#nudged = false;
    // Said in the first heartbeat, it would have a connection repaired that has just come up.
    channel.deaf = this.#upAt !== null && isDeaf(facts);
    const { state, action } = recover(this.#state, facts);
    this.#state = state;
    this.#health.value = state.name;
    if (action !== null) this.#options.onAction(action);
  }

  /** Whatever arrives is a sign of life too: a busy page may forget its heartbeat. */
  async #countBytes(): Promise<void> {
    this.#looking = true;
    try {
      const bytes = inboundBytes(await this.#link.getStats());
      if (this.#counts > 0 && bytes > this.#bytes) this.#aliveAt = this.#options.clock.now();
      this.#bytes = bytes;
      this.#counts += 1;
    } catch {
      // A closed connection has no statistics, and no life.
    } finally {
      this.#looking = false;
    }
  }
}

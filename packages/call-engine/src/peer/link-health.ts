import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";
import { Scope } from "../lib/scope.ts";
import { inboundBytes } from "../stats/entries.ts";
import { BEAT_MS } from "./peer-channel.ts";
import type { PeerLink } from "./peer-link.ts";
import { recover, type RecoveryAction, type RecoveryState } from "./recovery-policy.ts";

/** Heartbeats older than this make it worth looking at the media counters. */
const LOOK_AT_MEDIA_MS = 2 * BEAT_MS;

export interface LinkHealthOptions {
  readonly clock: Clock;
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
  #aliveAt = 0;
  #bytes = 0;
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
    this.#scope.add(options.clock.every(BEAT_MS, () => this.#tick()));
    this.#scope.add(link.transport.subscribe(() => this.#tick()));
    this.#scope.add(link.channelOpen.subscribe(() => this.#tick()));
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
    this.#tick();
  }

  /** To be undone when the link is no longer watched. */
  add(undo: () => void): void {
    this.#scope.add(undo);
  }

  close(): void {
    this.#scope.close();
  }

  #tick(): void {
    if (this.#scope.closed) return;
    const { clock } = this.#options;
    const transport = this.#link.transport.value;
    if (this.#health.value === "connecting") {
      // Until it has been up once, the server's own deadline for connecting decides.
      if (transport !== "connected" || !this.#link.channelOpen.value) return;
      this.#aliveAt = clock.now();
    }
    this.#aliveAt = Math.max(this.#aliveAt, this.#link.channel.heardAt);
    const now = clock.now();
    if (now - this.#aliveAt >= LOOK_AT_MEDIA_MS) void this.#lookAtMedia();
    const nudged = this.#nudged;
    this.#nudged = false;
    const { state, action } = recover(this.#state, {
      now,
      aliveAt: this.#aliveAt,
      transport,
      peerHidden: this.#link.channel.peerHidden,
      canSignal: this.#options.canSignal(),
      nudged,
      peerLeaving: this.#options.peerLeaving(),
    });
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
      if (bytes > this.#bytes && this.#bytes > 0) this.#aliveAt = this.#options.clock.now();
      this.#bytes = bytes;
    } catch {
      // A closed connection has no statistics, and no life.
    } finally {
      this.#looking = false;
    }
  }
}

import { type ReadonlySignal, signal } from "@preact/signals-core";
import {
  type IceConfig,
  type Leg,
  type ParticipantId,
  type PeerMessage,
  type SignalPayload,
  VISITOR,
} from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { CreateConnection } from "./connection.ts";
import { PeerLink } from "./peer-link.ts";

/** Signals that came before the snapshot that lists their leg. */
const EARLY_LIMIT = 64;

export interface LegSignal {
  readonly from: ParticipantId;
  readonly epoch: number;
  readonly payload: SignalPayload;
}

export interface LegsOptions {
  readonly self: "visitor" | "agent";
  readonly selfId: ParticipantId;
  readonly clock: Clock;
  readonly createConnection: CreateConnection;
  hidden(): boolean;
}

/** Set by whoever holds the legs at the moment: the desk while it rings, then the call. */
export interface LegsOwner {
  send(to: ParticipantId, epoch: number, payload: SignalPayload): void;
  onMessage(from: ParticipantId, message: PeerMessage): void;
  onFailure(error: unknown): void;
}

export interface LiveLeg {
  readonly agentId: ParticipantId;
  readonly remoteId: ParticipantId;
  readonly link: PeerLink;
}

/**
 * The connections of one call, one per (agent, epoch). Several may be set up while it rings; media
 * goes only to the one that the server calls live, and the others are closed at that moment.
 */
export class Legs {
  readonly #options: LegsOptions;
  readonly #live = signal<LiveLeg | null>(null);
  #owner: LegsOwner;
  #ice: IceConfig | null = null;
  #links = new Map<ParticipantId, PeerLink>();
  #listed: readonly Leg[] = [];
  #early: LegSignal[] = [];
  #closed = false;

  constructor(options: LegsOptions, owner: LegsOwner) {
    this.#options = options;
    this.#owner = owner;
  }

  get live(): ReadonlySignal<LiveLeg | null> {
    return this.#live;
  }

  /** By agent. While there is one, a seat may be taken without a new epoch. */
  get links(): ReadonlyMap<ParticipantId, PeerLink> {
    return this.#links;
  }

  get ice(): IceConfig | null {
    return this.#ice;
  }

  handTo(owner: LegsOwner): void {
    this.#owner = owner;
  }

  /** No connection is made until `useIce` says over which servers. */
  awaitIce(): void {
    this.#ice = null;
  }

  /** From now on, for running connections too: they use it when they look for a path anew. */
  useIce(ice: IceConfig): void {
    this.#ice = ice;
    for (const link of this.#links.values()) link.useServers(ice);
    this.update(this.#listed);
  }

  /** What the server says about legs now. */
  update(legs: readonly Leg[]): void {
    if (this.#closed) return;
    this.#listed = legs.filter(
      (leg) => this.#options.self === "visitor" || leg.agentId === this.#options.selfId,
    );
    const live = this.#listed.find((leg) => leg.live);
    for (const [agentId, link] of this.#links) {
      const leg = this.#listed.find((other) => other.agentId === agentId);
      if (leg === undefined || (live !== undefined && leg !== live)) this.#drop(agentId, link);
    }
    if (this.#options.self === "agent") {
      for (const leg of this.#listed) this.#linkFor(leg);
    }
    for (const early of this.#early.splice(0)) this.receive(early);
    this.#settleLive();
  }

  receive(signalled: LegSignal): void {
    if (this.#closed) return;
    const { from, epoch, payload } = signalled;
    const agentId = from === VISITOR ? this.#options.selfId : from;
    const leg = this.#listed.find((other) => other.agentId === agentId);
    if (leg === undefined || epoch > leg.epoch || this.#ice === null) {
      if (this.#early.length < EARLY_LIMIT) this.#early.push(signalled);
      return;
    }
    if (epoch < leg.epoch) return;
    this.#linkFor(leg)?.receive(payload);
  }

  close(): void {
    this.#closed = true;
    this.#early = [];
    for (const [agentId, link] of this.#links) this.#drop(agentId, link);
  }

  #linkFor(leg: Leg): PeerLink | null {
    const existing = this.#links.get(leg.agentId);
    if (existing?.epoch === leg.epoch) return existing;
    const ice = this.#ice;
    if (ice === null) return null;
    const { self, clock, createConnection } = this.#options;
    const remoteId = self === "visitor" ? leg.agentId : VISITOR;
    const link = new PeerLink({
      role: self === "agent" ? "offerer" : "adopter",
      epoch: leg.epoch,
      ice,
      clock,
      createConnection,
      hidden: () => this.#options.hidden(),
      send: (payload) => this.#owner.send(remoteId, leg.epoch, payload),
      onMessage: (message) => this.#owner.onMessage(remoteId, message),
      onFailure: (error) => this.#owner.onFailure(error),
    });
    this.#links.set(leg.agentId, link);
    // First: whoever watches the live one must not take its close for a break.
    this.#settleLive();
    existing?.close();
    return link;
  }

  #settleLive(): void {
    const leg = this.#listed.find((other) => other.live);
    const link = leg === undefined ? undefined : this.#links.get(leg.agentId);
    if (leg === undefined || link === undefined) this.#live.value = null;
    else if (this.#live.value?.link !== link) {
      const remoteId = this.#options.self === "visitor" ? leg.agentId : VISITOR;
      this.#live.value = { agentId: leg.agentId, remoteId, link };
    }
  }

  #drop(agentId: ParticipantId, link: PeerLink): void {
    this.#links.delete(agentId);
    if (this.#live.value?.link === link) this.#live.value = null;
    link.close();
  }
}

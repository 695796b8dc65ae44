import type { ReadonlySignal } from "@preact/signals-core";
import type { IceConfig, Leg } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import type { Scope } from "./lib/scope.ts";
import type { Health } from "./peer/link-health.ts";
import type { Legs, LiveLeg } from "./peer/legs.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import type { ServerClock } from "./timer.ts";

/** Relay credentials with less time left than this are renewed before a path is looked for. */
const ICE_MARGIN_MS = 30_000;
/** The same while nothing is wrong, so that a repair need not ask: half of the server's 10 min. */
const HALF_LIFE_MS = 300_000;
const LOOK_MS = 60_000;

export interface RepairsOptions {
  readonly self: "visitor" | "agent";
  readonly clock: Clock;
  readonly scope: Scope;
  readonly legs: Legs;
  readonly time: ServerClock;
  readonly health: () => ReadonlySignal<Health | null>;
  readonly channel: () => Pick<CallChannel, "doubt" | "joined" | "renewIce" | "tell"> | null;
}

/** Carries out what the recovery policy decided for the live leg. */
export class Repairs {
  readonly #options: RepairsOptions;

  constructor(options: RepairsOptions) {
    this.#options = options;
    const { clock, scope } = options;
    scope.add(clock.every(LOOK_MS, () => void this.#freshIce(HALF_LIFE_MS)));
  }

  /**
   * The agent alone offers, so two restarts can never meet. The visitor sees to it that the offer
   * finds a way here and that what is gathered for the answer is let in by the relay.
   */
  async restart(leg: LiveLeg): Promise<void> {
    this.#options.channel()?.doubt();
    const ice = await this.#freshIce();
    if (this.#options.self === "agent" && ice !== null && this.#isBroken(leg)) {
      leg.link.restartIce();
    }
  }

  /** What the server says about legs now. */
  update(listed: readonly Leg[]): void {
    if (listed.length > 0) void this.#prepare();
    this.#options.legs.update(listed);
  }

  /**
   * Credentials that ended while nobody was there to call are renewed before a connection is made
   * of them; what is signalled meanwhile waits.
   */
  async #prepare(): Promise<void> {
    const { legs, time } = this.#options;
    const { ice } = legs;
    const channel = this.#options.channel();
    if (ice === null || legs.links.size > 0 || channel?.joined.peek() !== true) return;
    if (ice.expiresAt === null || ice.expiresAt > time.now()) return;
    legs.awaitIce();
    legs.useIce(await channel.renewIce().catch(() => ice));
  }

  /** Asks the server for a new connection; it raises the epoch once, whoever asks first. */
  async rebuild(leg: LiveLeg): Promise<void> {
    this.#options.channel()?.doubt();
    await this.#freshIce();
    if (!this.#isBroken(leg)) return;
    const { agentId, link } = leg;
    this.#options.channel()?.tell({ type: "rebuild", agentId, epoch: link.epoch });
  }

  /** It may have come back, or been replaced, in the meantime. */
  #isBroken(leg: LiveLeg): boolean {
    const { health, legs } = this.#options;
    return health().peek() !== "up" && legs.live.peek() === leg;
  }

  async #freshIce(marginMs = ICE_MARGIN_MS): Promise<IceConfig | null> {
    const { legs, scope, time } = this.#options;
    const { ice } = legs;
    const channel = this.#options.channel();
    const expiresAt = ice?.expiresAt ?? Number.POSITIVE_INFINITY;
    if (expiresAt - time.now() > marginMs || channel?.joined.peek() !== true) return ice;
    const renewed = await channel.renewIce().catch(() => ice);
    if (!scope.closed && renewed !== null) legs.useIce(renewed);
    return renewed;
  }
}

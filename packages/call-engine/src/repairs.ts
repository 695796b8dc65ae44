import type { ReadonlySignal } from "@preact/signals-core";
import type { IceConfig } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import type { Scope } from "./lib/scope.ts";
import type { Health } from "./peer/link-health.ts";
import type { Legs, LiveLeg } from "./peer/legs.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import type { ServerClock } from "./timer.ts";

/** How long a visitor waits for the agent to restart ICE before doing it from this side. */
const VISITOR_PATIENCE_MS = 700;
/** Relay credentials with less time left than this are renewed before they are needed. */
const ICE_MARGIN_MS = 30_000;

export interface RepairsOptions {
  readonly self: "visitor" | "agent";
  readonly clock: Clock;
  readonly scope: Scope;
  readonly legs: Legs;
  readonly time: ServerClock;
  readonly health: () => ReadonlySignal<Health | null>;
  readonly channel: () => CallChannel | null;
}

/** Carries out what the recovery policy decided for the live leg. */
export class Repairs {
  readonly #options: RepairsOptions;

  constructor(options: RepairsOptions) {
    this.#options = options;
  }

  /** Both sides notice a broken path: the agent offers, the visitor only if nothing comes. */
  async restart(leg: LiveLeg): Promise<void> {
    const { clock, health, legs, scope, self } = this.#options;
    const heard = leg.link.offersHeard;
    const ice = await this.#freshIce();
    const restart = (): void => {
      const needed = health().peek() === "recovering" && leg.link.offersHeard === heard;
      if (ice !== null && needed && legs.live.peek() === leg) leg.link.restartIce(ice);
    };
    if (self === "agent") restart();
    else scope.add(clock.after(VISITOR_PATIENCE_MS, restart));
  }

  /** Asks the server for a new connection; it raises the epoch once, whoever asks first. */
  async rebuild(leg: LiveLeg): Promise<void> {
    await this.#freshIce();
    const { agentId, link } = leg;
    this.#options.channel()?.tell({ type: "rebuild", agentId, epoch: link.epoch });
  }

  async #freshIce(): Promise<IceConfig | null> {
    const { legs, scope, time } = this.#options;
    const { ice } = legs;
    const channel = this.#options.channel();
    const expiresAt = ice?.expiresAt ?? Number.POSITIVE_INFINITY;
    if (expiresAt - time.now() > ICE_MARGIN_MS || channel?.joined.peek() !== true) return ice;
    const renewed = await channel.renewIce().catch(() => ice);
    if (!scope.closed && renewed !== null) legs.useIce(renewed);
    return renewed;
  }
}

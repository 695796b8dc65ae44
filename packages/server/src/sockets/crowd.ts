/** What all sockets of one address share, so that many sockets gain no more than one. */
import type { Clock, Limits } from "../calls/ports.ts";
import { addressKey, RateLimit } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";
import { isLoopback } from "./address.ts";

export interface Neighbours {
  readonly key: string;
  sockets: number;
  /** Events under way. */
  pending: number;
}

export class Crowd {
  private readonly limits: Limits;
  private readonly events: RateLimit;
  private readonly known = new Map<string, Neighbours>();

  constructor(limits: Limits, clock: Clock) {
    this.limits = limits;
    this.events = new RateLimit(limits.eventsPerAddress, () => clock.now());
  }

  /** Throws a `Refusal` when as many sockets of this address are open as may be. */
  check(address: string): void {
    const sockets = this.known.get(addressKey(address))?.sockets ?? 0;
    if (sockets < this.limits.socketsPerAddress) return;
    throw new Refusal(
      "rate_limited",
      `${sockets} connections of this address are open already. Close some, then try again.`,
      { retryAfterS: 10 },
    );
  }

  /** Null where no limit per address applies. */
  enter(address: string): Neighbours | null {
    if (isLoopback(address)) return null;
    const key = addressKey(address);
    const neighbours = this.known.get(key) ?? { key, sockets: 0, pending: 0 };
    neighbours.sockets += 1;
    this.known.set(key, neighbours);
    return neighbours;
  }

  leave(neighbours: Neighbours | null): void {
    if (neighbours === null) return;
    neighbours.sockets -= 1;
    if (neighbours.sockets === 0) this.known.delete(neighbours.key);
  }

  /** Null when allowed; otherwise whole seconds to wait. */
  take(neighbours: Neighbours | null): number | null {
    if (neighbours === null) return null;
    const wait = this.events.take(neighbours.key);
    if (wait !== null) return wait;
    return neighbours.pending >= this.limits.pendingPerAddress ? 1 : null;
  }
}

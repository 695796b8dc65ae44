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
  private readonly connections = new Map<string, number>();

  constructor(limits: Limits, clock: Clock) {
    this.limits = limits;
    this.events = new RateLimit(limits.eventsPerAddress, () => clock.now());
  }

  /** Counts a connection, whatever it will ask for. False: its address has too many, close it. */
  connect(address: string): boolean {
    if (isLoopback(address)) return true;
    const key = addressKey(address);
    const open = this.connections.get(key) ?? 0;
    if (open >= this.limits.connectionsPerAddress) return false;
    this.connections.set(key, open + 1);
    return true;
  }

  /** One that was counted has closed. */
  disconnect(address: string): void {
    const key = addressKey(address);
    const open = (this.connections.get(key) ?? 0) - 1;
    if (open > 0) this.connections.set(key, open);
    else this.connections.delete(key);
  }

  /**
   * A handshake costs what an event costs. Throws a `Refusal` when the address has spent its events,
   * or when as many sockets of it are open as may be.
   */
  greet(address: string): void {
    const key = addressKey(address);
    const wait = isLoopback(address) ? null : this.events.take(key);
    if (wait !== null) {
      throw new Refusal("rate_limited", `This address connects too often. Wait ${wait} s.`, {
        retryAfterS: wait,
      });
    }
    const sockets = this.known.get(key)?.sockets ?? 0;
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

/** Token buckets per subject (an address, a site, a socket). */
import type { Rate } from "./ports.ts";

/** One subject's bucket. */
export class Bucket {
  private readonly rate: Rate;
  private tokens: number;
  private at: number;

  constructor(rate: Rate, now: number) {
    this.rate = rate;
    this.tokens = rate.burst;
    this.at = now;
  }

  /** Null when allowed; otherwise whole seconds to wait. */
  take(now: number): number | null {
    this.tokens = this.filled(now);
    this.at = now;
    if (this.tokens < 1) return Math.max(1, Math.ceil((1 - this.tokens) / this.rate.perSecond));
    this.tokens -= 1;
    return null;
  }

  isFull(now: number): boolean {
    return this.filled(now) >= this.rate.burst;
  }

  private filled(now: number): number {
    const { burst, perSecond } = this.rate;
    return Math.min(burst, this.tokens + ((now - this.at) / 1000) * perSecond);
  }
}

/** Subjects remembered at once; beyond it, those whose bucket is full again are forgotten. */
const MOST_SUBJECTS = 20_000;

export class RateLimit {
  private readonly rate: Rate;
  private readonly now: () => number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(rate: Rate, now: () => number) {
    this.rate = rate;
    this.now = now;
  }

  /** Null when allowed; otherwise whole seconds to wait. */
  take(subject: string): number | null {
    const now = this.now();
    let bucket = this.buckets.get(subject);
    if (bucket === undefined) {
      if (this.buckets.size >= MOST_SUBJECTS) this.sweep(now);
      bucket = new Bucket(this.rate, now);
      this.buckets.set(subject, bucket);
    }
    return bucket.take(now);
  }

  private sweep(now: number): void {
    for (const [subject, bucket] of this.buckets) {
      if (bucket.isFull(now)) this.buckets.delete(subject);
    }
    // Everybody is busy: the longest known go, they were inserted first.
    for (const subject of this.buckets.keys()) {
      if (this.buckets.size < MOST_SUBJECTS) break;
      this.buckets.delete(subject);
    }
  }
}

/** What counts as one address: an IPv6 household's network is a /64 at least (RFC 6177). */
export function addressKey(address: string): string {
  const groups = groupsOf(address);
  return groups === null ? plainKey(address) : `${groups.slice(0, 4).join(":")}::/64`;
}

/**
 * The network that one IPv6 customer may hold: a home is given a /56, which is 256 addresses as
 * counted above, and a business a /48. Null for IPv4.
 */
export function networkKey(address: string): string | null {
  const groups = groupsOf(address);
  return groups === null ? null : `${groups.slice(0, 3).join(":")}::/48`;
}

const plainKey = (address: string): string =>
  /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** The eight groups of an IPv6 address, in one form whatever it was written like; else null. */
function groupsOf(address: string): string[] | null {
  if (!plainKey(address).includes(":")) return null;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const rest = tail === "" ? [] : tail.split(":");
    while (groups.length + rest.length < 8) groups.push("0");
    groups.push(...rest);
  }
  return groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
}

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

/** What counts as one address: an IPv6 customer holds a whole /64 (RFC 6177). */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1] ?? address;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const rest = tail === "" ? [] : tail.split(":");
    while (groups.length + rest.length < 8) groups.push("0");
    groups.push(...rest);
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}

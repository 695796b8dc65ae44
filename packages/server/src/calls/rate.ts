/** Token buckets per subject (an address, a site, a socket). */
import type { Rate } from "./ports.ts";

interface Bucket {
  tokens: number;
  at: number;
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
    const { burst, perSecond } = this.rate;
    const known = this.buckets.get(subject);
    const tokens =
      known === undefined
        ? burst
        : Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond);
    if (known === undefined && this.buckets.size >= MOST_SUBJECTS) this.sweep(now);
    const allowed = tokens >= 1;
    this.buckets.set(subject, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  private sweep(now: number): void {
    const { burst, perSecond } = this.rate;
    for (const [subject, { tokens, at }] of this.buckets) {
      if (tokens + ((now - at) / 1000) * perSecond >= burst) this.buckets.delete(subject);
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

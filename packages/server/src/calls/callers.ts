/**
 * How much of the waiting room and of the relay one address, or one network, holds. Not stored:
 * after a restart everyone counts anew.
 */
import { CREDENTIAL_TTL_MS } from "../turn/credentials.ts";
import type { Clock, Limits } from "./ports.ts";
import { addressKey, networkKey } from "./rate.ts";

/** Why somebody may not knock now, and in how many seconds again. */
export interface TooMany {
  readonly why: string;
  readonly retryAfterS: number;
}

type CallerLimits = Pick<
  Limits,
  "waitingPerAddress" | "waitingPerNetwork" | "unansweredPerAddress" | "unansweredPerNetwork"
>;

interface Whereabouts {
  readonly address: string;
  /** Null for IPv4, where nobody is given a range of addresses. */
  readonly network: string | null;
}

export class Callers {
  private readonly limits: CallerLimits;
  private readonly clock: Clock;
  /** Where each waiting call comes from. */
  private readonly waiting = new Map<string, Whereabouts>();
  /**
   * When the unanswered calls of each address and each network ended whose relay credentials still
   * work; who was charged last comes last.
   */
  private readonly unanswered = new Map<string, readonly number[]>();

  constructor(limits: CallerLimits, clock: Clock) {
    this.limits = limits;
    this.clock = clock;
  }

  enter(callId: string, address: string): void {
    this.waiting.set(callId, { address: addressKey(address), network: networkKey(address) });
  }

  /**
   * The call waits no more. `charged`: it held relay credentials and nobody answered. Who knocks and
   * cancels over and over would else hold all that the relay has to give.
   */
  leave(callId: string, charged: boolean): void {
    const whereabouts = this.waiting.get(callId);
    if (whereabouts === undefined) return;
    this.waiting.delete(callId);
    if (!charged) return;
    this.charge(whereabouts.address);
    if (whereabouts.network !== null) this.charge(whereabouts.network);
  }

  /** Null when this address may knock. */
  excess(address: string): TooMany | null {
    const { limits } = this;
    const network = networkKey(address);
    return (
      this.excessOf("address", addressKey(address), limits) ??
      (network === null
        ? null
        : this.excessOf("network", network, {
            waitingPerAddress: limits.waitingPerNetwork,
            unansweredPerAddress: limits.unansweredPerNetwork,
          }))
    );
  }

  private excessOf(
    of: "address" | "network",
    subject: string,
    most: Pick<Limits, "waitingPerAddress" | "unansweredPerAddress">,
  ): TooMany | null {
    let waiting = 0;
    for (const other of this.waiting.values()) if (other[of] === subject) waiting += 1;
    if (waiting >= most.waitingPerAddress) {
      return { why: `${waiting} calls from this ${of} are waiting already.`, retryAfterS: 10 };
    }
    const unanswered = this.stillCharged(subject);
    const [oldest] = unanswered;
    if (oldest === undefined || unanswered.length < most.unansweredPerAddress) return null;
    return {
      why: `${unanswered.length} calls from this ${of} ended unanswered.`,
      retryAfterS: Math.ceil((oldest + CREDENTIAL_TTL_MS - this.clock.now()) / 1000),
    };
  }

  private charge(subject: string): void {
    const now = this.clock.now();
    const ended = [...this.stillCharged(subject), now];
    this.unanswered.delete(subject);
    this.unanswered.set(subject, ended);
    for (const [known, times] of this.unanswered) {
      if ((times.at(-1) ?? 0) > now - CREDENTIAL_TTL_MS) break;
      this.unanswered.delete(known);
    }
  }

  private stillCharged(subject: string): readonly number[] {
    const since = this.clock.now() - CREDENTIAL_TTL_MS;
    return (this.unanswered.get(subject) ?? []).filter((endedAt) => endedAt > since);
  }
}

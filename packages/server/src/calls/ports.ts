/** What the call core needs from the rest of the server. */
import { CHAT_PER_CALL } from "@knockknock/protocol";
import type { Logger } from "pino";
import type { Db } from "../db/client.ts";
import type { Timings } from "./machine/state.ts";

/** The current time in milliseconds and one-shot timers; tests inject their own. */
export interface Clock {
  now(): number;
  /** Runs `action` once after `ms`; the returned function forgets it. */
  after(ms: number, action: () => void): () => void;
}

/** What the call core reads of a site. */
export interface Site {
  readonly id: string;
  /** Public key, as in `data-site`. */
  readonly key: string;
  readonly name: string;
  readonly accent: string;
  readonly position: "bottom-right" | "bottom-left";
  /** Origins as the browser writes them, e.g. `https://shop.example`. */
  readonly allowedOrigins: readonly string[];
  /** Only what differs from `DEFAULT_TIMINGS`. */
  readonly timings: Partial<Timings>;
  readonly relayOnly: boolean;
  readonly excludedPaths: readonly string[];
}

export interface SiteDirectory {
  /** Null when no site has this public key. */
  byKey(key: string): Promise<Site | null>;
  /** HS256 secrets for `identify({ token })`, newest first (two while rotating); none = refused. */
  identityKeys(siteId: string): Promise<readonly string[]>;
}

export interface TurnConfig {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  /** coturn's `static-auth-secret`; null when there are no TURN URLs. */
  readonly secret: string | null;
}

/** Ceilings that keep one visitor's flood from hurting others. Rates refill continuously. */
export interface Limits {
  readonly knocksPerAddress: Rate;
  readonly knocksPerSite: Rate;
  /** Calls of one address that may wait at the same time. */
  readonly waitingPerAddress: number;
  /** The same for all addresses of one IPv6 /48. */
  readonly waitingPerNetwork: number;
  readonly waitingPerSite: number;
  /**
   * Calls of one address that rang and that nobody answered, within the time for which their relay
   * credentials go on working. Counts where there is a relay.
   */
  readonly unansweredPerAddress: number;
  readonly unansweredPerNetwork: number;
  readonly messagesPerAddress: Rate;
  readonly messagesPerSite: Rate;
  readonly leavingPerAddress: Rate;
  /** How often agents may ring at one visitor's page. */
  readonly callsBackPerVisitor: Rate;
  /** How long a desk that was told of something waits for the next, unless it rings. */
  readonly deskEveryMs: number;
  /** Events that one socket may send. */
  readonly eventsPerSocket: Rate;
  readonly chatPerCall: number;
  /** How often one socket may take a seat. */
  readonly joinsPerSocket: Rate;
  /** Events of one socket, and of all sockets of one address, that may be under way at once. */
  readonly pendingPerSocket: number;
  readonly pendingPerAddress: number;
  readonly eventsPerAddress: Rate;
  readonly socketsPerAddress: number;
  /** Connections that are open, also those that are nobody's yet. */
  readonly connectionsPerAddress: number;
}

export interface Rate {
  /** How many may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export const DEFAULT_LIMITS: Limits = {
  knocksPerAddress: { burst: 40, perSecond: 2 },
  knocksPerSite: { burst: 400, perSecond: 50 },
  waitingPerAddress: 12,
  // A tenth of the queue: no customer of a provider closes a site to everybody else.
  waitingPerNetwork: 20,
  waitingPerSite: 200,
  // With those that wait, 32 users of the relay from one address and 40 from one network, each of 12
  // allocations at most (`user-quota`): 384 and 480 of the 500 ports that compose.yaml publishes.
  unansweredPerAddress: 20,
  unansweredPerNetwork: 20,
  messagesPerAddress: { burst: 10, perSecond: 0.1 },
  // Nobody reads more than one a second; what a flood from everywhere may fill the database with.
  messagesPerSite: { burst: 200, perSecond: 1 },
  leavingPerAddress: { burst: 60, perSecond: 5 },
  // Twice at once, then once in two minutes: after that it would be pestering.
  callsBackPerVisitor: { burst: 2, perSecond: 1 / 120 },
  // Five times a second: a desk of 100 waiting calls is some 60 kB, for each console that is open.
  deskEveryMs: 200,
  // A trickled set-up is some 40 signals in a second; a slider or chat is far below.
  eventsPerSocket: { burst: 200, perSecond: 40 },
  chatPerCall: CHAT_PER_CALL,
  // A page joins once per connection, and again when an answer was lost.
  joinsPerSocket: { burst: 10, perSecond: 0.5 },
  pendingPerSocket: 50,
  // At some 2 ms each, whoever knocks meanwhile waits a quarter of a second.
  pendingPerAddress: 128,
  // An office whose twenty people are all called in the same second stays below.
  eventsPerAddress: { burst: 1_000, perSecond: 200 },
  socketsPerAddress: 300,
  // Some more, so that one socket too many is told why.
  connectionsPerAddress: 400,
};

export interface CallCoreDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sites: SiteDirectory;
  /** The server's secret; keys for tickets are derived from it. */
  readonly secret: string;
  readonly turn: TurnConfig;
  readonly limits?: Partial<Limits>;
}

/** Who is behind an agent's socket. */
export interface AgentPrincipal {
  readonly agentId: string;
  readonly name: string;
  readonly role: string;
  readonly sessionId: string;
}

import type { ColumnType } from "kysely";

export type Dialect = "sqlite" | "postgres";

/**
 * The tables, as Kysely sees them on both databases. Column names are camelCase as in the code.
 * Times are integer milliseconds since the Unix epoch and booleans are 0 or 1. The four tables of
 * the accounts library are the exception: it writes its own times (ISO text in SQLite,
 * `timestamptz` in PostgreSQL), so nothing but that library reads or compares them.
 */
export interface Database {
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;
  teamToken: TeamTokenTable;
  socketTicket: SocketTicketTable;
  signInFailure: SignInFailureTable;
  knownAddress: KnownAddressTable;
  site: SiteTable;
  call: CallTable;
  callEvent: CallEventTable;
  callCommand: CallCommandTable;
  visitorMessage: VisitorMessageTable;
  agentAvailability: AgentAvailabilityTable;
  identityKey: IdentityKeyTable;
  identityToken: IdentityTokenTable;
}

type LibraryTime = ColumnType<string | Date, never, never>;
/** 0 or 1 in SQLite; the accounts library uses a real boolean in PostgreSQL. */
type LibraryBoolean = ColumnType<number | boolean, never, never>;

export type Role = "owner" | "admin" | "agent" | "supervisor";

export interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: LibraryBoolean;
  image: string | null;
  role: Role;
  createdAt: LibraryTime;
  updatedAt: LibraryTime;
}

export interface SessionTable {
  id: string;
  token: string;
  userId: string;
  expiresAt: LibraryTime;
  createdAt: LibraryTime;
  updatedAt: LibraryTime;
  ipAddress: string | null;
  userAgent: string | null;
}

export interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: LibraryTime;
  updatedAt: LibraryTime;
}

export interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: LibraryTime;
  createdAt: LibraryTime;
  updatedAt: LibraryTime;
}

/** Links that let one person in once: the first owner's setup link and invitations. */
export interface TeamTokenTable {
  /** SHA-256 of the token, hex: a copy of the database opens no door. */
  hash: string;
  purpose: "setup" | "invitation";
  role: Role;
  createdBy: string | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** One-use tickets with which an agent's socket proves its session. */
export interface SocketTicketTable {
  hash: string;
  sessionId: string;
  userId: string;
  expiresAt: number;
}

/** Failed sign-ins per address and per account, for the back-off. */
export interface SignInFailureTable {
  /** `address:…`, `pair:…` or `account:…`. */
  subject: string;
  count: number;
  lastAt: number;
  blockedUntil: number;
}

/** Where an account signed in from: a stranger's failures elsewhere make it wait no longer there. */
export interface KnownAddressTable {
  /** SHA-256 of account and address, hex: the table alone tells nobody where somebody was. */
  hash: string;
  lastAt: number;
}

export interface SiteTable {
  id: string;
  key: string;
  name: string;
  accent: string;
  position: "bottom-right" | "bottom-left";
  /** JSON array of origins that the owner wrote. */
  allowedOrigins: string;
  /** JSON array of origins that follow from the environment, rewritten at each boot. */
  derivedOrigins: string;
  /** JSON object of timings in milliseconds that differ from the defaults. */
  timings: string;
  relayOnly: number;
  /** JSON array of path prefixes. */
  excludedPaths: string;
  createdAt: number;
}

/** One row per knock: the running state and, in columns of their own, the record. */
export interface CallTable {
  id: string;
  siteId: string;
  /** The knock's idempotency key; unique per site. */
  knockKey: string;
  /** `queued` … `ended`, as in the state; indexed to find the running calls at boot. */
  phase: string;
  seq: number;
  /** The call machine's whole state, JSON. */
  state: string;
  /** When the server acts by itself; null = never (a quiet call, or an ended one). */
  deadlineAt: number | null;
  /** The visitor's tickets: the highest generation used so far. */
  ticketUsed: number;
  /** What the visitor says about itself: VisitorCard without counts, JSON. */
  card: string;
  /** Who it is, for "earlier calls": the signed subject, or the e-mail that was claimed. */
  person: string | null;
  /** Lower-case text that the history's search looks into. */
  searchText: string;
  agentId: string | null;
  agentName: string | null;
  createdAt: number;
  answeredAt: number | null;
  connectedAt: number | null;
  endedAt: number | null;
  endReason: string | null;
  endedBy: string | null;
  durationMs: number;
  stars: number | null;
  comment: string;
  notes: string;
  /** QualitySummary, JSON; as each side saw it. */
  visitorQuality: string | null;
  agentQuality: string | null;
}

/** What happened in a call, in order. */
export interface CallEventTable {
  callId: string;
  seq: number;
  at: number;
  type: string;
  /** JSON object. */
  data: string;
  /** Participant that sent a chat message, and its id for it; both null for everything else. */
  chatFrom: string | null;
  chatId: string | null;
}

/** Commands that were answered, so that the same key answers again and does nothing more. */
export interface CallCommandTable {
  callId: string;
  /** Participant that sent it, so that nobody can answer with another's key. */
  principal: string;
  key: string;
  /** WireError, JSON; null = it was done. */
  error: string | null;
  at: number;
}

export interface VisitorMessageTable {
  id: string;
  siteId: string;
  siteName: string;
  /** Idempotency key; unique per site. */
  key: string;
  callId: string | null;
  name: string;
  contact: string;
  text: string;
  /** Page, JSON. */
  page: string;
  createdAt: number;
}

export interface AgentAvailabilityTable {
  agentId: string;
  available: number;
  changedAt: number;
}

/** Keys with which a site's backend signs who its customers are (HS256). */
export interface IdentityKeyTable {
  id: string;
  siteId: string;
  /** 0 or 1; unique per site, so that two owners at once cannot make a third key. */
  slot: number;
  /** Encrypted with a key derived from the server's secret. */
  sealed: string;
  createdAt: number;
}

/** Identity tokens that were used: each `jti` opens one call (RFC 7519, section 4.1.7). */
export interface IdentityTokenTable {
  siteId: string;
  jti: string;
  expiresAt: number;
}

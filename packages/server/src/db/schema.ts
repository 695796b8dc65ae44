import type { ColumnType } from "kysely";

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
  site: SiteTable;
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
  /** `address:…` or `account:…`. */
  subject: string;
  count: number;
  lastAt: number;
  blockedUntil: number;
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

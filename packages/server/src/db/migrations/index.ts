import type { Kysely } from "kysely";
import type { Database, Dialect } from "../schema.ts";
import * as accounts from "./2026-11-22-accounts.ts";
import * as calls from "./2026-11-22-calls.ts";
import * as identityKeys from "./2026-11-22-identity-keys.ts";
import * as knownAddresses from "./2026-11-22-known-addresses.ts";
import * as chatPerSender from "./2026-11-23-chat-per-sender.ts";
import * as messagesInPages from "./2026-11-26-messages-in-pages.ts";
import * as noOutbox from "./2026-11-26-no-outbox.ts";
import * as sites from "./2026-11-22-sites.ts";

export interface Migration {
  up(db: Kysely<Database>, dialect: Dialect): Promise<void>;
}

/** In the order in which they run; the names sort in the same order and never change. */
export const migrations: Readonly<Record<string, Migration>> = {
  "2026-11-22-1-accounts": accounts,
  "2026-11-22-2-sites": sites,
  "2026-11-22-3-calls": calls,
  "2026-11-22-4-known-addresses": knownAddresses,
  "2026-11-22-5-identity-keys": identityKeys,
  "2026-11-23-1-chat-per-sender": chatPerSender,
  "2026-11-26-1-messages-in-pages": messagesInPages,
  "2026-11-26-2-no-outbox": noOutbox,
};

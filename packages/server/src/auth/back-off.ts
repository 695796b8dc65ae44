import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { addressKey } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";
import { hashOf } from "./tokens.ts";

/**
 * Slows password guessing. Three subjects are counted: the pair of address and account, which
 * closes soon; the address alone, for one guesser with many accounts; and the account alone, for
 * many addresses. The waits of the last stay short, and where the account signed in before, only the
 * pair counts: neither a stranger elsewhere nor one at the office's address can lock an agent out.
 */
const POLICIES = {
  pair: { free: 5, firstMs: 1_000, longestMs: 15 * 60_000 },
  address: { free: 30, firstMs: 1_000, longestMs: 15 * 60_000 },
  account: { free: 50, firstMs: 1_000, longestMs: 30_000 },
} as const;
type Kind = keyof typeof POLICIES;

/** Failures older than this are forgotten. */
const MEMORY_MS = 60 * 60_000;
/** So long an address counts as one where the account's owner sits. */
const KNOWN_MS = 90 * 86_400_000;

export interface BackOff {
  /**
   * Counts an attempt before its password is looked at, so that attempts made at once cannot
   * outrun the count. Rejects with `rate_limited` while the asker has to wait.
   */
  begin(address: string, account: string): Promise<{ succeeded(): Promise<void> }>;
}

export function createBackOff(kysely: Kysely<Database>, now: () => number): BackOff {
  const count = (subject: string, kind: Kind, at: number) =>
    kysely.transaction().execute(async (trx) => {
      const { count, blockedUntil, lastAt } = await trx
        .insertInto("signInFailure")
        .values({ subject, count: 0, lastAt: at, blockedUntil: 0 })
        .onConflict((conflict) =>
          // Rewrites the row as it is: on PostgreSQL this locks it until the commit.
          conflict.column("subject").doUpdateSet({ subject: sql<string>`excluded.subject` }),
        )
        .returning(["count", "blockedUntil", "lastAt"])
        .executeTakeFirstOrThrow();
      if (blockedUntil > at) return blockedUntil - at;
      const failures = (at - lastAt > MEMORY_MS ? 0 : count) + 1;
      await trx
        .updateTable("signInFailure")
        .set({ count: failures, lastAt: at, blockedUntil: at + waitAfter(failures, kind) })
        .where("subject", "=", subject)
        .execute();
      return 0;
    });

  const isKnown = async (hash: string, at: number): Promise<boolean> =>
    (await kysely
      .selectFrom("knownAddress")
      .select("hash")
      .where("hash", "=", hash)
      .where("lastAt", ">", at - KNOWN_MS)
      .executeTakeFirst()) !== undefined;

  const remember = async (hash: string, at: number): Promise<void> => {
    await kysely
      .deleteFrom("knownAddress")
      .where("lastAt", "<", at - KNOWN_MS)
      .execute();
    await kysely
      .insertInto("knownAddress")
      .values({ hash, lastAt: at })
      .onConflict((conflict) => conflict.column("hash").doUpdateSet({ lastAt: at }))
      .execute();
  };

  return {
    begin: async (rawAddress, account) => {
      const at = now();
      const address = addressKey(rawAddress);
      const name = account.toLowerCase();
      const home = hashOf(`${name} ${address}`);
      await kysely
        .deleteFrom("signInFailure")
        .where("lastAt", "<", at - MEMORY_MS)
        .execute();
      const pair: [Kind, string] = ["pair", `pair:${address} ${name}`];
      const known = await isKnown(home, at);
      // The address comes first: one that has to wait adds no rows for accounts.
      const subjects: [Kind, string][] = known
        ? [pair]
        : [["address", `address:${address}`], pair, ["account", `account:${name}`]];
      for (const [kind, subject] of subjects) {
        const waitMs = await count(subject, kind, at);
        if (waitMs > 0) {
          const retryAfterS = Math.ceil(waitMs / 1_000);
          throw new Refusal(
            "rate_limited",
            `Too many failed sign-ins; try again in ${retryAfterS} s`,
            { retryAfterS },
          );
        }
      }
      return {
        succeeded: async () => {
          // The address keeps its count: one good account must not buy guesses at the others.
          await kysely
            .deleteFrom("signInFailure")
            .where("subject", "in", [`pair:${address} ${name}`, `account:${name}`])
            .execute();
          if (!known) {
            await kysely
              .updateTable("signInFailure")
              .set({ count: sql<number>`count - 1`, blockedUntil: 0 })
              .where("subject", "=", `address:${address}`)
              .execute();
          }
          await remember(home, at);
        },
      };
    },
  };
}

function waitAfter(failures: number, kind: Kind): number {
  const { free, firstMs, longestMs } = POLICIES[kind];
  if (failures < free) return 0;
  return Math.min(firstMs * 2 ** Math.min(failures - free, 30), longestMs);
}

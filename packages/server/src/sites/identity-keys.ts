/**
 * The keys with which a site's backend signs who its customers are: made here, shown once. Checking
 * a signature (HS256) needs the key itself, so the database holds it encrypted: a copy of the
 * database alone makes nobody a customer.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { IdentityKey, NewIdentityKey } from "@knockknock/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";

export interface IdentityKeys {
  /** Newest first. */
  list(siteId: string): Promise<IdentityKey[]>;
  /** Rejects with `not_found`, or with `conflict` while two are in use. */
  create(siteId: string): Promise<NewIdentityKey>;
  /** From the next knock on, what this key signed is refused. Rejects with `not_found`. */
  remove(siteId: string, keyId: string): Promise<void>;
  /** The keys themselves, newest first. */
  secrets(siteId: string): Promise<string[]>;
}

/** One in use, and one more while the owner's backend changes over. */
const SLOTS = [0, 1] as const;
const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createIdentityKeys(
  kysely: Kysely<Database>,
  serverSecret: string,
  now: () => number,
): IdentityKeys {
  const box = createSeal(serverSecret);
  const rows = (siteId: string) =>
    kysely
      .selectFrom("identityKey")
      .selectAll()
      .where("siteId", "=", siteId)
      .orderBy("createdAt", "desc")
      .orderBy("id")
      .execute();

  return {
    async list(siteId) {
      return (await rows(siteId)).map(({ id, createdAt }) => ({ id, createdAt }));
    },

    async create(siteId) {
      const site = await kysely
        .selectFrom("site")
        .select("id")
        .where("id", "=", siteId)
        .executeTakeFirst();
      if (site === undefined) throw new Refusal("not_found", `There is no site ${siteId}`);
      const secret = randomBytes(32).toString("base64url");
      const key = { id: randomBytes(12).toString("base64url"), createdAt: now() };
      for (const slot of SLOTS) {
        const made = await kysely
          .insertInto("identityKey")
          .values({ ...key, siteId, slot, sealed: box.seal(secret, siteId) })
          .onConflict((conflict) => conflict.columns(["siteId", "slot"]).doNothing())
          .returning("id")
          .executeTakeFirst();
        if (made !== undefined) return { ...key, secret };
      }
      throw new Refusal("conflict", "Two keys are in use. Remove the older one first.");
    },

    async remove(siteId, keyId) {
      const removed = await kysely
        .deleteFrom("identityKey")
        .where("siteId", "=", siteId)
        .where("id", "=", keyId)
        .returning("id")
        .executeTakeFirst();
      if (removed === undefined) throw new Refusal("not_found", `There is no key ${keyId}`);
    },

    async secrets(siteId) {
      return (await rows(siteId)).flatMap(({ sealed }) => box.open(sealed, siteId) ?? []);
    },
  };
}

/** AES-256-GCM under a key that only this server's secret yields; bound to the site it is for. */
function createSeal(serverSecret: string) {
  const key = Buffer.from(hkdfSync("sha256", serverSecret, "", "knock-knock identity keys", 32));
  return {
    seal(secret: string, siteId: string): string {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(siteId));
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url");
    },
    /** Null when another server secret sealed it: such a key signs for nobody any more. */
    open(sealed: string, siteId: string): string | null {
      const bytes = Buffer.from(sealed, "base64url");
      const textAt = IV_BYTES + TAG_BYTES;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(siteId))
        .setAuthTag(bytes.subarray(IV_BYTES, textAt));
      try {
        return Buffer.concat([
          decipher.update(bytes.subarray(textAt)),
          decipher.final(),
        ]).toString();
      } catch {
        return null;
      }
    },
  };
}

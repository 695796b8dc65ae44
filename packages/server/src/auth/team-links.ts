import type { Kysely } from "kysely";
import type { Database, Role } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";
import type { Accounts } from "./accounts.ts";
import type { Agent } from "./session.ts";
import { hashOf, newToken } from "./tokens.ts";

const DAY_MS = 86_400_000;
const SETUP_MS = DAY_MS;
const INVITATION_MS = 7 * DAY_MS;

export interface Joining {
  token: string;
  name: string;
  email: string;
  password: string;
}

type Purpose = "setup" | "invitation";

/** Links that let one person into the team, once, with the role that the link was made for. */
export interface TeamLinks {
  /** A link for the first owner; earlier ones stop working. */
  setup(): Promise<string>;
  invite(by: Agent, role: Exclude<Role, "owner">): Promise<{ url: string; expiresAt: number }>;
  /** Rejects with `ticket_expired` when the link would let nobody in (unknown, used, too old). */
  check(purpose: Purpose, token: string): Promise<void>;
  /** Rejects with `ticket_expired` or `conflict` (address taken). */
  use(purpose: Purpose, joining: Joining): Promise<Agent>;
}

export function createTeamLinks(
  kysely: Kysely<Database>,
  accounts: Accounts,
  publicUrl: string,
  now: () => number,
): TeamLinks {
  const issue = async (
    purpose: Purpose,
    role: Role,
    createdBy: string | null,
    lifetimeMs: number,
  ) => {
    const token = newToken();
    const createdAt = now();
    const expiresAt = createdAt + lifetimeMs;
    await kysely
      .insertInto("teamToken")
      .values({ hash: hashOf(token), purpose, role, createdBy, createdAt, expiresAt, usedAt: null })
      .execute();
    const route = purpose === "setup" ? "setup" : "join";
    return { url: `${publicUrl}/console/#/${route}?token=${token}`, expiresAt };
  };

  const ended = () =>
    new Refusal("ticket_expired", "This link was used before or is too old; ask for another");
  const ownerless = async (purpose: Purpose): Promise<void> => {
    if (purpose === "setup" && (await accounts.hasOwner())) {
      throw new Refusal("ticket_expired", "There is an owner already; ask for an invitation");
    }
  };

  return {
    setup: async () => {
      await kysely.deleteFrom("teamToken").where("purpose", "=", "setup").execute();
      return (await issue("setup", "owner", null, SETUP_MS)).url;
    },

    invite: (by, role) => issue("invitation", role, by.id, INVITATION_MS),

    check: async (purpose, token) => {
      await ownerless(purpose);
      const link = await kysely
        .selectFrom("teamToken")
        .select("role")
        .where("hash", "=", hashOf(token))
        .where("purpose", "=", purpose)
        .where("usedAt", "is", null)
        .where("expiresAt", ">", now())
        .executeTakeFirst();
      if (!link) throw ended();
    },

    use: async (purpose, { token, ...person }) => {
      await ownerless(purpose);
      const hash = hashOf(token);
      const claimed = await kysely
        .updateTable("teamToken")
        .set({ usedAt: now() })
        .where("hash", "=", hash)
        .where("purpose", "=", purpose)
        .where("usedAt", "is", null)
        .where("expiresAt", ">", now())
        .returning("role")
        .executeTakeFirst();
      if (!claimed) throw ended();
      try {
        return await accounts.create({ ...person, role: claimed.role });
      } catch (error) {
        await kysely
          .updateTable("teamToken")
          .set({ usedAt: null })
          .where("hash", "=", hash)
          .execute();
        throw error;
      }
    },
  };
}

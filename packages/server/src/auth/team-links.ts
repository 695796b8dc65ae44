import type { Kysely } from "kysely";
import type { Database, Role } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";
import type { Accounts, Agent } from "./accounts.ts";
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

/** Links that let one person into the team, once, with the role that the link was made for. */
export interface TeamLinks {
  /** A link for the first owner; earlier ones stop working. */
  setup(): Promise<string>;
  invite(by: Agent, role: Exclude<Role, "owner">): Promise<{ url: string; expiresAt: number }>;
  /** Rejects with `ticket_expired` (unknown, used or too old) or `conflict` (address taken). */
  use(purpose: "setup" | "invitation", joining: Joining): Promise<Agent>;
}

export function createTeamLinks(
  kysely: Kysely<Database>,
  accounts: Accounts,
  publicUrl: string,
  now: () => number,
): TeamLinks {
  const issue = async (
    purpose: "setup" | "invitation",
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

  return {
    setup: async () => {
      await kysely.deleteFrom("teamToken").where("purpose", "=", "setup").execute();
      return (await issue("setup", "owner", null, SETUP_MS)).url;
    },

    invite: (by, role) => issue("invitation", role, by.id, INVITATION_MS),

    use: async (purpose, { token, ...person }) => {
      if (purpose === "setup" && (await accounts.hasOwner())) {
        throw new Refusal("ticket_expired", "There is an owner already; ask for an invitation");
      }
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
      if (!claimed) {
        throw new Refusal(
          "ticket_expired",
          "This link was used before or is too old; ask for another",
        );
      }
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

import type { Kysely } from "kysely";
import type { Database, Role } from "../db/schema.ts";
import type { Session } from "./session.ts";
import { hashOf, newToken } from "./tokens.ts";

const TICKET_MS = 30_000;

export interface TicketHolder {
  agentId: string;
  name: string;
  role: Role;
  sessionId: string;
}

/** A socket cannot check where it was opened from as well as a request can; a ticket stands in. */
export interface SocketTickets {
  issue(session: Session): Promise<string>;
  /** Null when the ticket is unknown, used, older than 30 s, or its session has ended. */
  redeem(ticket: string): Promise<TicketHolder | null>;
  /** Whether the session that a ticket was for goes on. */
  goesOn(sessionId: string): Promise<boolean>;
}

export function createSocketTickets(kysely: Kysely<Database>, now: () => number): SocketTickets {
  return {
    issue: async (session) => {
      const ticket = newToken();
      await kysely.deleteFrom("socketTicket").where("expiresAt", "<", now()).execute();
      await kysely
        .insertInto("socketTicket")
        .values({
          hash: hashOf(ticket),
          sessionId: session.id,
          userId: session.agent.id,
          expiresAt: now() + TICKET_MS,
        })
        .execute();
      return ticket;
    },
    redeem: async (ticket) => {
      const used = await kysely
        .deleteFrom("socketTicket")
        .where("hash", "=", hashOf(ticket))
        .where("expiresAt", ">", now())
        .returning(["sessionId", "userId"])
        .executeTakeFirst();
      if (!used) return null;
      const user = await kysely
        .selectFrom("user")
        .select(["id as agentId", "name", "role"])
        .where("id", "=", used.userId)
        .executeTakeFirst();
      return user ? { ...user, sessionId: used.sessionId } : null;
    },
    goesOn: async (sessionId) =>
      (await kysely
        .selectFrom("session")
        .select("id")
        .where("id", "=", sessionId)
        .executeTakeFirst()) !== undefined,
  };
}

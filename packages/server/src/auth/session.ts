/** A member's session, and the one way in which one begins. */
import { APIError } from "better-auth/api";
import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Database, Role } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";
import { ADDRESS_HEADER, type Library } from "./library.ts";
import { isRole } from "./roles.ts";

export interface Agent {
  id: string;
  name: string;
  email: string;
  role: Role;
}

export interface Session {
  id: string;
  agent: Agent;
  /** `Set-Cookie` values that the answer must carry; a session in use is prolonged daily. */
  cookies: string[];
}

/** Rejects with `unauthorized` unless the password is the account's, when it is looked at and after. */
type OpenSession = (request: FastifyRequest, email: string, password: string) => Promise<Session>;

export function sessionOpener(library: Library, kysely: Kysely<Database>): OpenSession {
  const trySignIn = (request: FastifyRequest, email: string, password: string) =>
    library.api.signInEmail({
      body: { email, password },
      headers: headersOf(request),
      returnHeaders: true,
    });

  const passwordHashOf = async (email: string): Promise<string | null> => {
    const account = await kysely
      .selectFrom("account")
      .innerJoin("user", "user.id", "account.userId")
      .select("account.password")
      .where("user.email", "=", email.toLowerCase())
      .where("providerId", "=", "credential")
      .executeTakeFirst();
    return account?.password ?? null;
  };

  /**
   * A password may be changed while the slow hash of the old one is compared. Returns the id of the
   * session; null, and the session is gone, when its member has another password than `hash` by now.
   */
  const keepSession = (token: string, hash: string | null): Promise<string | null> =>
    kysely.transaction().execute(async (tx) => {
      const session = await tx
        .selectFrom("session")
        .select(["id", "userId"])
        .where("token", "=", token)
        .executeTakeFirst();
      if (session === undefined) return null;
      // Rewrites the row as it is: on PostgreSQL this waits for a change that is being written,
      // and one that comes later finds the session and ends it.
      const { numUpdatedRows } = await tx
        .updateTable("account")
        .set({ password: hash })
        .where("userId", "=", session.userId)
        .where("providerId", "=", "credential")
        .where("password", "=", hash)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return session.id;
      await tx.deleteFrom("session").where("id", "=", session.id).execute();
      return null;
    });

  return async (request, email, password) => {
    const hash = await passwordHashOf(email);
    let opened: Awaited<ReturnType<typeof trySignIn>>;
    try {
      opened = await trySignIn(request, email, password);
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500) throw wrongPassword();
      throw error;
    }
    const { response, headers } = opened;
    const id = await keepSession(response.token, hash);
    // Nobody has heard of that session: it ends before its cookie is sent.
    if (id === null) throw wrongPassword();
    return { id, agent: agentOf(response.user), cookies: headers.getSetCookie() };
  };
}

const wrongPassword = () =>
  new Refusal("unauthorized", "The e-mail address or the password is wrong");

export function headersOf(request: FastifyRequest): Headers {
  return new Headers({
    cookie: request.headers.cookie ?? "",
    "user-agent": request.headers["user-agent"] ?? "",
    [ADDRESS_HEADER]: request.ip,
  });
}

export function agentOf(user: Record<string, unknown>): Agent {
  const { id, name, email, role } = user;
  if (typeof id !== "string" || typeof name !== "string" || typeof email !== "string") {
    throw new TypeError("The accounts library returned a user without id, name or e-mail address");
  }
  if (!isRole(role)) throw new TypeError(`User ${id} has no role that this server knows`);
  return { id, name, email, role };
}

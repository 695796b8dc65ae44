import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Database, Role } from "../db/schema.ts";
import { Refusal } from "../refusal.ts";
import type { BackOff } from "./back-off.ts";
import type { Library } from "./library.ts";
import { type Agent, agentOf, headersOf, type Session, sessionOpener } from "./session.ts";

export interface NewMember {
  name: string;
  email: string;
  password: string;
  role: Role;
}

export interface Accounts {
  /** Rejects with `unauthorized` or `rate_limited`. */
  signIn(request: FastifyRequest, email: string, password: string): Promise<Session>;
  /** Null when nobody is signed in. */
  sessionOf(request: FastifyRequest): Promise<Session | null>;
  /** Returns the `Set-Cookie` values that forget the session. */
  signOut(request: FastifyRequest): Promise<string[]>;
  /** Rejects with `conflict` when the address has an account already. */
  create(member: NewMember): Promise<Agent>;
  /**
   * Ends all of the member's sessions and returns a new one for the browser that asked. Rejects
   * with `unauthorized` or `rate_limited`.
   */
  changePassword(
    request: FastifyRequest,
    session: Session,
    passwords: { current: string; next: string },
  ): Promise<Session>;
  /**
   * The account, its sessions and the invitations that it made and nobody used. Rejects with
   * `not_found`, or with `conflict` for an owner.
   */
  remove(id: string): Promise<void>;
  hasOwner(): Promise<boolean>;
  /** Calls back for each session that ends. Returns the way to stop. */
  onSessionEnded(listener: SessionEnded): () => void;
}

/** `renewed`: its browser gets another one with the answer that is about to be sent. */
export type SessionEnded = (sessionId: string, how: "revoked" | "renewed") => void;

export function createAccounts(
  library: Library,
  kysely: Kysely<Database>,
  backOff: BackOff,
): Accounts {
  const openSession = sessionOpener(library, kysely);
  const listeners = new Set<SessionEnded>();

  const tell = (
    ended: readonly { id: string }[],
    how: Parameters<SessionEnded>[1] = "revoked",
  ): void => {
    for (const { id } of ended) for (const listener of listeners) listener(id, how);
  };

  const sessionOf = async (request: FastifyRequest): Promise<Session | null> => {
    const { response, headers } = await library.api.getSession({
      headers: headersOf(request),
      returnHeaders: true,
    });
    if (response === null) return null;
    return {
      id: response.session.id,
      agent: agentOf(response.user),
      cookies: headers.getSetCookie(),
    };
  };

  const signIn: Accounts["signIn"] = async (request, email, password) => {
    const attempt = await backOff.begin(request.ip, email);
    const session = await openSession(request, email, password);
    await attempt.succeeded();
    return session;
  };

  const signOut = async (request: FastifyRequest) => {
    const session = await sessionOf(request);
    const { headers } = await library.api.signOut({
      headers: headersOf(request),
      returnHeaders: true,
    });
    if (session !== null) tell([session]);
    return headers.getSetCookie();
  };

  const create = async ({ name, email, password, role }: NewMember) => {
    const { adapter, password: hashing } = await library.$context;
    const address = email.toLowerCase();
    const taken = await kysely
      .selectFrom("user")
      .select("id")
      .where("email", "=", address)
      .executeTakeFirst();
    if (taken) throw new Refusal("conflict", "This e-mail address has an account; sign in with it");
    const hash = await hashing.hash(password);
    const at = { createdAt: new Date(), updatedAt: new Date() };
    // Both or neither: a member without a password could not sign in, its address would be taken,
    // and a server that was killed between the two could make its first owner never again.
    const { id } = await adapter.transaction(async (tx) => {
      const user = await tx.create<{ id: string }>({
        model: "user",
        data: { name, email: address, emailVerified: false, role, ...at },
      });
      await tx.create({
        model: "account",
        data: {
          userId: user.id,
          providerId: "credential",
          accountId: user.id,
          password: hash,
          ...at,
        },
      });
      return user;
    });
    // Whoever still holds the link for the first owner comes too late.
    if (role === "owner")
      await kysely.deleteFrom("teamToken").where("purpose", "=", "setup").execute();
    return { id, name, email: address, role };
  };

  const changePassword: Accounts["changePassword"] = async (request, session, passwords) => {
    const { agent } = session;
    const { password: hashing } = await library.$context;
    // A session left open on somebody's desk must be no way to guess what the password is.
    const attempt = await backOff.begin(request.ip, agent.email);
    const { password: hash } = await kysely
      .selectFrom("account")
      .select("password")
      .where("userId", "=", agent.id)
      .where("providerId", "=", "credential")
      .executeTakeFirstOrThrow();
    if (hash === null || !(await hashing.verify({ hash, password: passwords.current }))) {
      throw wrongPresentPassword();
    }
    await attempt.succeeded();
    const changed = await hashing.hash(passwords.next);
    const ended = await kysely.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("account")
        .set({ password: changed })
        .where("userId", "=", agent.id)
        .where("providerId", "=", "credential")
        // Somebody else may have changed it while the slow hashes were made.
        .where("password", "=", hash)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw wrongPresentPassword();
      return tx.deleteFrom("session").where("userId", "=", agent.id).returning("id").execute();
    });
    tell(ended.filter(({ id }) => id !== session.id));
    let how: Parameters<SessionEnded>[1] = "revoked";
    try {
      const renewed = await openSession(request, agent.email, passwords.next);
      how = "renewed";
      return renewed;
    } finally {
      tell([session], how);
    }
  };

  const remove = async (id: string) => {
    const ended = await kysely.transaction().execute(async (tx) => {
      const member = await tx
        .selectFrom("user")
        .select("role")
        .where("id", "=", id)
        .executeTakeFirst();
      if (member === undefined) throw new Refusal("not_found", `There is no member ${id}`);
      if (member.role === "owner") {
        throw new Refusal("conflict", "An owner cannot be removed: nobody could undo it");
      }
      await tx
        .deleteFrom("teamToken")
        .where("createdBy", "=", id)
        .where("usedAt", "is", null)
        .execute();
      const sessions = await tx
        .deleteFrom("session")
        .where("userId", "=", id)
        .returning("id")
        .execute();
      await tx.deleteFrom("account").where("userId", "=", id).execute();
      await tx.deleteFrom("user").where("id", "=", id).execute();
      return sessions;
    });
    tell(ended);
  };

  return {
    signIn,
    sessionOf,
    signOut,
    create,
    changePassword,
    remove,
    hasOwner: async () =>
      (await kysely
        .selectFrom("user")
        .innerJoin("account", "account.userId", "user.id")
        .select("user.id")
        .where("role", "=", "owner")
        .executeTakeFirst()) !== undefined,
    onSessionEnded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const wrongPresentPassword = () => new Refusal("unauthorized", "The present password is wrong");

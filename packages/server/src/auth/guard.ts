import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../refusal.ts";
import type { Accounts } from "./accounts.ts";
import { type Action, may } from "./roles.ts";
import type { Session } from "./session.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set by the guard of the route. */
    session: Session | null;
  }
}

/** A hook that lets only those pass who are signed in and whose role may do `action`. */
export function guard(accounts: Accounts, action: Action) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const session = await accounts.sessionOf(request);
    if (session === null) throw new Refusal("unauthorized", "Sign in first");
    if (session.cookies.length > 0) reply.header("set-cookie", session.cookies);
    requirePermission(session, action);
    request.session = session;
  };
}

/** The session that `guard` found. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null) throw new Refusal("unauthorized", "Sign in first");
  return request.session;
}

/** Throws a `Refusal` with `forbidden` unless the session's role may do `action`. */
export function requirePermission(session: Session, action: Action): void {
  if (may(session.agent.role, action)) return;
  throw new Refusal("forbidden", `The role ${session.agent.role} may not do this`);
}

import {
  Invitation,
  InvitationRequest,
  ParticipantId,
  PasswordRequest,
  Team,
  WireError,
} from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import type { Accounts } from "../auth/accounts.ts";
import { guard, requirePermission, sessionOf } from "../auth/guard.ts";
import type { TeamLinks } from "../auth/team-links.ts";
import type { CallCore } from "../calls/core.ts";
import type { Database } from "../db/schema.ts";

export interface TeamOptions {
  accounts: Accounts;
  links: TeamLinks;
  core: Pick<CallCore, "dismiss" | "presence">;
  kysely: Kysely<Database>;
}

const refusals = { 401: WireError, 403: WireError };

/** Who is in the team, who joins it and leaves it, and each member's own password. */
export const teamRoutes: FastifyPluginCallbackZod<TeamOptions> = (app, options, done) => {
  const { accounts, links, core, kysely } = options;

  app.get(
    "/api/v1/agent/team",
    {
      onRequest: guard(accounts, "read_team"),
      schema: {
        tags: ["agents"],
        summary: "The members of the team",
        response: { 200: Team, ...refusals },
      },
    },
    async () => {
      const members = await kysely
        .selectFrom("user")
        .select(["id", "name", "email", "role"])
        .orderBy("name")
        .execute();
      const online = new Set(core.presence.online().map(({ id }) => id));
      return {
        members: members.map((member) => ({
          ...member,
          available: online.has(member.id),
        })),
      };
    },
  );

  app.post(
    "/api/v1/agent/invitations",
    {
      onRequest: guard(accounts, "invite_member"),
      schema: {
        tags: ["agents"],
        summary: "A link that lets one person join the team within seven days",
        body: InvitationRequest,
        response: { 200: Invitation, 400: WireError, ...refusals },
      },
    },
    (request) => {
      const session = sessionOf(request);
      const { role } = request.body;
      if (role === "admin") requirePermission(session, "invite_admin");
      request.log.info({ agent: session.agent.id, role }, "member invited");
      return links.invite(session.agent, role);
    },
  );

  app.delete(
    "/api/v1/agent/team/:id",
    {
      onRequest: guard(accounts, "remove_member"),
      schema: {
        tags: ["agents"],
        summary: "Remove a member: its sessions and its call end, its records stay",
        params: z.object({ id: ParticipantId }),
        response: { 204: z.null(), 404: WireError, 409: WireError, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await accounts.remove(id);
      await core.dismiss(id);
      request.log.info({ agent: sessionOf(request).agent.id, removed: id }, "member removed");
      return reply.status(204).send(null);
    },
  );

  app.put(
    "/api/v1/agent/password",
    {
      onRequest: guard(accounts, "see_self"),
      schema: {
        tags: ["agents"],
        summary: "Change one's own password; all sessions end, and this browser gets a new one",
        body: PasswordRequest,
        response: { 204: z.null(), 400: WireError, 429: WireError, ...refusals },
      },
    },
    async (request, reply) => {
      const session = sessionOf(request);
      const renewed = await accounts.changePassword(request, session, request.body);
      request.log.info({ agent: session.agent.id }, "password changed");
      // The guard may have prolonged the session that is over now.
      reply.removeHeader("set-cookie");
      return reply.header("set-cookie", renewed.cookies).status(204).send(null);
    },
  );
  done();
};

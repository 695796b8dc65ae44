import {
  JoinTeamRequest,
  Me,
  SignInRequest,
  TeamLinkRequest,
  WireError,
} from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { Accounts } from "../auth/accounts.ts";
import type { TeamLinks } from "../auth/team-links.ts";
import type { Clock } from "../calls/ports.ts";
import { limitByAddress } from "./limit.ts";

export interface EntranceOptions {
  accounts: Accounts;
  links: TeamLinks;
  clock: Clock;
}

/** Ways in that one address may try; each attempt is a password's hash and a few written rows. */
const ATTEMPTS = { burst: 60, perSecond: 1 };

const NoContent = z.null();

/** The ways in and out: sign-in, sign-out, the first owner's setup, an invited member's join. */
export const entrance: FastifyPluginCallbackZod<EntranceOptions> = (app, options, done) => {
  const { accounts, links, clock } = options;
  const onRequest = limitByAddress(ATTEMPTS, clock);

  app.post(
    "/api/v1/sign-in",
    {
      onRequest,
      schema: {
        tags: ["team"],
        summary: "Sign in with e-mail address and password",
        body: SignInRequest,
        response: { 200: Me, 401: WireError, 403: WireError, 429: WireError },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const session = await accounts.signIn(request, email, password);
      request.log.info({ agent: session.agent.id }, "agent signed in");
      return reply.header("set-cookie", session.cookies).send(session.agent);
    },
  );

  app.post(
    "/api/v1/sign-out",
    {
      schema: {
        tags: ["team"],
        summary: "End the session; its sockets are closed",
        response: { 204: NoContent, 403: WireError },
      },
    },
    async (request, reply) => {
      const cookies = await accounts.signOut(request);
      return reply.header("set-cookie", cookies).status(204).send(null);
    },
  );

  const ways = [
    ["setup", "setup", "Create the first owner with the one-time setup link"],
    ["join", "invitation", "Join the team with an invitation"],
  ] as const;
  for (const [path, purpose, summary] of ways) {
    app.post(
      `/api/v1/${path}`,
      {
        onRequest,
        schema: {
          tags: ["team"],
          summary,
          body: JoinTeamRequest,
          response: { 200: Me, 403: WireError, 409: WireError, 410: WireError, 429: WireError },
        },
      },
      async (request, reply) => {
        const agent = await links.use(purpose, request.body);
        request.log.info({ agent: agent.id, role: agent.role }, "member joined the team");
        const session = await accounts.signIn(request, agent.email, request.body.password);
        return reply.header("set-cookie", session.cookies).send(agent);
      },
    );
    app.post(
      `/api/v1/${path}/check`,
      {
        onRequest,
        schema: {
          tags: ["team"],
          summary: `Tell whether the link of a ${purpose} still works; it is not used up`,
          body: TeamLinkRequest,
          response: { 204: NoContent, 403: WireError, 410: WireError, 429: WireError },
        },
      },
      async (request, reply) => {
        await links.check(purpose, request.body.token);
        return reply.status(204).send(null);
      },
    );
  }
  done();
};

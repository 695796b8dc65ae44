import {
  CallDetail,
  CallRecordPage,
  HistoryCursor,
  Id,
  Me,
  MessagePage,
  NotesRequest,
  SocketTicket,
  WireError,
} from "@knockknock/protocol";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import * as z from "zod/mini";
import type { Accounts } from "../auth/accounts.ts";
import { guard, sessionOf } from "../auth/guard.ts";
import type { SocketTickets } from "../auth/socket-tickets.ts";
import type { History } from "../calls/record.ts";
import { Refusal } from "../refusal.ts";

export interface AgentOptions {
  accounts: Accounts;
  tickets: SocketTickets;
  history: Pick<History, "call" | "calls" | "messages" | "saveNotes">;
}

const HISTORY_PAGE = { usual: 50, longest: 200 };
const refusals = { 401: WireError, 403: WireError };

/** A query string's number, checked by the schema after it. */
const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/)),
  z.transform((text: string) => Number(text)),
);

const onePage = { before: z.optional(HistoryCursor), limit: z.optional(wholeNumber) };
const pageAsked = (query: { before?: string | undefined; limit?: number | undefined }) => ({
  before: query.before ?? null,
  limit: Math.max(1, Math.min(query.limit ?? HISTORY_PAGE.usual, HISTORY_PAGE.longest)),
});

/** What the console asks for; every route names the action that its asker's role must allow. */
export const agentRoutes: FastifyPluginCallbackZod<AgentOptions> = (app, options, done) => {
  const { accounts, tickets, history } = options;

  app.get(
    "/api/v1/agent/me",
    {
      onRequest: guard(accounts, "see_self"),
      schema: { tags: ["agents"], summary: "Who is signed in", response: { 200: Me, ...refusals } },
    },
    (request) => Promise.resolve(sessionOf(request).agent),
  );

  app.post(
    "/api/v1/agent/socket-ticket",
    {
      onRequest: guard(accounts, "open_desk"),
      schema: {
        tags: ["agents"],
        summary: "A ticket with which the console opens its socket: 30 s, one use",
        response: { 200: SocketTicket, ...refusals },
      },
    },
    (request) => tickets.issue(sessionOf(request)).then((ticket) => ({ ticket })),
  );

  app.get(
    "/api/v1/agent/calls",
    {
      onRequest: guard(accounts, "read_calls"),
      schema: {
        tags: ["agents"],
        summary: "Calls, newest first",
        querystring: z.object({
          ...onePage,
          outcome: z.optional(z.enum(["answered", "missed"])),
          search: z.optional(z.string().check(z.maxLength(100))),
        }),
        response: { 200: CallRecordPage, 400: WireError, ...refusals },
      },
    },
    ({ query }) =>
      history.calls({
        ...pageAsked(query),
        outcome: query.outcome ?? null,
        ...(query.search === undefined ? {} : { search: query.search }),
      }),
  );

  app.get(
    "/api/v1/agent/calls/:id",
    {
      onRequest: guard(accounts, "read_calls"),
      schema: {
        tags: ["agents"],
        summary: "A call, what was written in it, and how its connection was",
        params: z.object({ id: Id }),
        response: { 200: CallDetail, 404: WireError, ...refusals },
      },
    },
    async ({ params }) => {
      const call = await history.call(params.id);
      if (call === null) throw new Refusal("not_found", `There is no call ${params.id}`);
      return call;
    },
  );

  app.put(
    "/api/v1/agent/calls/:id/notes",
    {
      onRequest: guard(accounts, "write_notes"),
      schema: {
        tags: ["agents"],
        summary: "Save the notes of a call, during it or after",
        params: z.object({ id: Id }),
        body: NotesRequest,
        response: { 204: z.null(), 400: WireError, 404: WireError, ...refusals },
      },
    },
    async (request, reply) => {
      const saved = await history.saveNotes(request.params.id, request.body.text);
      if (!saved) throw new Refusal("not_found", `There is no call ${request.params.id}`);
      return reply.status(204).send(null);
    },
  );

  app.get(
    "/api/v1/agent/messages",
    {
      onRequest: guard(accounts, "read_messages"),
      schema: {
        tags: ["agents"],
        summary: "Messages that visitors left, newest first",
        querystring: z.object(onePage),
        response: { 200: MessagePage, 400: WireError, ...refusals },
      },
    },
    ({ query }) => history.messages(pageAsked(query)),
  );

  done();
};

/** What visitors' pages may call: knock ②, the beacon of a page that goes, and messages. */
import type { FastifyInstance } from "fastify";
import type { CallCore } from "../calls/core.ts";
import { knockRoute } from "./knock.ts";
import { leavingRoute } from "./leaving.ts";
import { messagesRoute } from "./messages.ts";

/** The longest knock: two URLs and a token, each character at most 6 bytes of JSON. */
const BODY_LIMIT_BYTES = 64 * 1024;

export function registerVisitorRoutes(app: FastifyInstance, core: CallCore): void {
  void app.register((visitor, _options, done) => {
    // Sent as text, so that no CORS preflight is needed; parsed by the routes' schemas.
    visitor.removeAllContentTypeParsers();
    visitor.addContentTypeParser(
      ["text/plain", "application/json"],
      { parseAs: "string", bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, parsed) => parsed(null, body),
    );
    visitor.addHook("onRequest", (request, reply, next) => {
      // Answers hold nothing of the caller's beyond what its own request proved, and no cookie
      // counts here: letting every page read its refusal is what makes the refusal clear.
      reply.header("cache-control", "no-store").header("vary", "Origin");
      const { origin } = request.headers;
      if (origin !== undefined) reply.header("access-control-allow-origin", origin);
      next();
    });
    knockRoute(visitor, core);
    leavingRoute(visitor, core);
    messagesRoute(visitor, core);
    done();
  });
}

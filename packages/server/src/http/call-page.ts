/** `GET /call/`: the page of a call in its own window, on this server's origin. */
import type { FastifyInstance } from "fastify";
import * as z from "zod/mini";
import type { SiteDirectory } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { setCallPageHeaders } from "./headers.ts";

const Query = z.object({
  site: z.string().check(z.maxLength(64)),
  /** Origin of the page that opens the window and hands the call over by `postMessage`. */
  from: z.string().check(z.maxLength(300)),
});

/** Nothing of the request stands in it: its script reads the query that was checked here. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark" />
    <meta name="robots" content="noindex" />
    <link rel="icon" href="data:," />
    <title>Video call</title>
    <script defer src="/widget/call-window.js"></script>
  </head>
  <body></body>
</html>
`;

export function registerCallPage(app: FastifyInstance, sites: SiteDirectory): void {
  app.get("/call/", { schema: { hide: true } }, async (request, reply) => {
    const query = Query.safeParse(request.query);
    const site = query.success ? await sites.byKey(query.data.site) : null;
    if (!query.success || site === null) {
      throw new Refusal("unknown_site", "No site has this key. Open the call from the website.");
    }
    if (!site.allowedOrigins.includes(query.data.from)) {
      throw new Refusal(
        "forbidden_origin",
        `The site "${site.key}" may not be used on ${query.data.from}. Add the origin in the console.`,
      );
    }
    setCallPageHeaders(reply);
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(PAGE);
  });
}

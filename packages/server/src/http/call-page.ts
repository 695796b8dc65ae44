/** `GET /call/`: the page of a call in its own window, on this server's origin. */
import type { FastifyInstance } from "fastify";
import * as z from "zod/mini";
import type { SiteDirectory } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { siteFor } from "../sites/admission.ts";
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
    if (!query.success) {
      throw new Refusal("unknown_site", "No site is named. Open the call from the website.");
    }
    await siteFor(sites, query.data.site, query.data.from);
    setCallPageHeaders(reply);
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(PAGE);
  });
}

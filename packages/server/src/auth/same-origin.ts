import type { FastifyRequest } from "fastify";
import { Refusal } from "../refusal.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses requests that another site's page makes a browser send with the agent's cookie.
 * Browsers always send `Origin` (Fetch standard §3.2) with these methods; a client that sends
 * neither it nor `Sec-Fetch-Site` is no browser and holds no cookie but its own.
 *
 * Throws a `Refusal` with `forbidden_origin`.
 */
export function requireSameOrigin(ownOrigins: ReadonlySet<string>) {
  return (request: FastifyRequest): void => {
    const site = request.headers["sec-fetch-site"];
    const { origin } = request.headers;
    const changes = !SAFE_METHODS.has(request.method);
    const foreignOrigin = origin !== undefined && !ownOrigins.has(origin);
    const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
    if (changes ? foreignOrigin || foreignSite : foreignOrigin) {
      throw new Refusal(
        "forbidden_origin",
        `Requests to the agents' interface must come from the console's own pages, not from ` +
          `${origin ?? `a ${String(site)} page`}. If this is your console, set PUBLIC_URL to its origin`,
      );
    }
  };
}

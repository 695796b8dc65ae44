import { PROTOCOL_VERSION } from "@knockknock/protocol";
import type * as z from "zod/mini";
import type { Site, SiteDirectory } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";

/** Parses a `text/plain` body of JSON. Throws a `Refusal` with `bad_request`. */
export function parseBody<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  let value: unknown;
  try {
    value = JSON.parse(typeof body === "string" ? body : "");
  } catch (cause) {
    throw Object.assign(new Refusal("bad_request", "The body is no JSON."), { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const message = `The request does not fit its schema: ${places.join("; ")}`;
  throw new Refusal("bad_request", message.slice(0, 500));
}

/** The site whose key is used, on an origin where it may be. */
export async function siteFor(
  sites: SiteDirectory,
  request: { readonly v: number; readonly site: string },
  origin: string | undefined,
): Promise<Site> {
  if (request.v !== PROTOCOL_VERSION) {
    throw new Refusal(
      "version_mismatch",
      `This server speaks version ${PROTOCOL_VERSION}, the page version ${request.v}. Reload it.`,
    );
  }
  const site = await sites.byKey(request.site);
  if (site === null) {
    throw new Refusal("unknown_site", "No site has this key. Check `data-site` in the snippet.");
  }
  if (origin === undefined || !site.allowedOrigins.includes(origin)) {
    throw new Refusal(
      "forbidden_origin",
      `The site "${site.key}" may not be used on ${origin ?? "a page without an origin"}. ` +
        "Add the origin to its allowed origins in the console.",
    );
  }
  return site;
}

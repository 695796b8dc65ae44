/** Which pages a site's key may be used on. */
import { PROTOCOL_VERSION } from "@knockknock/protocol";
import type { Site, SiteDirectory } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";

/** Throws a `Refusal` with `version_mismatch`. */
export function checkVersion(v: number): void {
  if (v === PROTOCOL_VERSION) return;
  throw new Refusal(
    "version_mismatch",
    `This server speaks version ${PROTOCOL_VERSION}, the page version ${v}. Reload the page.`,
  );
}

/** The site with this key. Rejects with `unknown_site` or `forbidden_origin`. */
export async function siteFor(
  sites: SiteDirectory,
  key: string,
  origin: string | undefined,
): Promise<Site> {
  const site = await sites.byKey(key);
  if (site === null) {
    throw new Refusal("unknown_site", "No site has this key. Check `data-site` in the snippet.");
  }
  if (origin === undefined || !site.allowedOrigins.includes(origin)) {
    throw new Refusal(
      "forbidden_origin",
      `The site "${site.key}" may not be used on ${origin ?? "a page without an origin"}. ` +
        "Add the origin in the console, under Site.",
    );
  }
  return site;
}

/**
 * Carries a Content-Security-Policy header into a page that is written and not loaded. Such a page
 * inherits the policy of the top document; its own is added as `<meta>`, and both must agree, so
 * its nonces become the top document's.
 */

/**
 * Directives that `<meta>` may not hold (HTML, "pragma directives", CSP state). A page with `sandbox`
 * is never written: it would get the website's own origin, which the directive denies it.
 */
const HEADER_ONLY = new Set(["frame-ancestors", "report-uri", "report-to", "sandbox"]);

/** A nonce shorter than this might be a word of the page; only its attribute is then rewritten. */
const UNMISTAKABLE = 8;

/**
 * A comment as HTML reads one (`<!-->` is whole). Every text matches in one way only, or a page with
 * a few dozen comments and no doctype would keep the browser trying for minutes.
 */
const COMMENT = "<!--(?:-?>|(?!-?>)(?:(?!--!?>)[^])*--!?>)";
const DOCTYPE = new RegExp(`^(?:[\\s\\uFEFF]|${COMMENT})*<!doctype[^>]*>`, "i");

export function metaPolicies(header: string | null): string[] {
  return (header ?? "")
    .split(",")
    .map((policy) =>
      policy
        .split(";")
        .map((directive) => directive.trim())
        .filter((directive) => {
          const name = directive.split(/\s/, 1)[0]?.toLowerCase();
          return name !== undefined && name !== "" && !HEADER_ONLY.has(name);
        })
        .join("; "),
    )
    .filter(Boolean);
}

/**
 * `'self'` written out. In a `<meta>` of a written page Firefox takes it for the frame's first
 * address, `about:srcdoc`, which nothing matches: forms and pictures of the page's own website would
 * be refused. It stands for the sockets of that host, too (CSP 3, "does url match expression").
 */
export const nameSelf = (header: string | null, { host, protocol }: URL | Location) =>
  header?.replaceAll(
    /'self'/gi,
    `$& ${protocol}//${host} ${protocol === "https:" ? "wss" : "ws"}://${host}`,
  ) ?? null;

export function noncesIn(header: string | null): string[] {
  return [...(header ?? "").matchAll(/'nonce-([^']+)'/g)].flatMap(([, nonce]) => nonce ?? []);
}

/**
 * @param html the page as the website sent it
 * @param header its Content-Security-Policy, or null
 * @param topNonce the nonce that the top document's policy accepts, or null when it has none
 */
export function withPolicy(html: string, header: string | null, topNonce: string | null): string {
  let page = html;
  let policies = metaPolicies(header);
  if (topNonce !== null) {
    const nonces = noncesIn(header);
    for (const nonce of nonces) {
      page =
        nonce.length >= UNMISTAKABLE
          ? page.replaceAll(nonce, topNonce)
          : page.replaceAll(`nonce="${nonce}"`, `nonce="${topNonce}"`);
      policies = policies.map((policy) =>
        policy.replaceAll(`'nonce-${nonce}'`, `'nonce-${topNonce}'`),
      );
    }
    // A page without nonces would have its scripts refused by the policy it inherits.
    if (nonces.length === 0)
      page = page.replaceAll(/<(script|style)(?=[\s>])/gi, `<$1 nonce="${topNonce}"`);
  }
  if (policies.length === 0) return page;
  const metas = policies
    .map((policy) => `<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">`)
    .join("");
  // Anything before the doctype would switch the page to quirks mode.
  const doctype = DOCTYPE.exec(page)?.[0] ?? "";
  return doctype + metas + page.slice(doctype.length);
}

const escape = (value: string): string => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** The nonce of the top document's own scripts; scripts may read it, attributes do not show it. */
export function nonceOf(document: Document): string | null {
  for (const element of document.querySelectorAll<HTMLElement>("script, style, link"))
    if (element.nonce) return element.nonce;
  return null;
}

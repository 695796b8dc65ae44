/** What a page says of its own address, as far as the site can vouch for it. */
import type { Page } from "@knockknock/protocol";
import type { Site } from "../calls/ports.ts";

/**
 * The page as agents get it. They open its address with one click, so an address that is not on one
 * of the site's origins is left out: whoever calls could name a page that only looks like the site's.
 */
export function ownPage(page: Page, { allowedOrigins }: Pick<Site, "allowedOrigins">): Page {
  if (!URL.canParse(page.url)) return { ...page, url: "" };
  const url = new URL(page.url);
  // A blob's origin is that of the page that made it; only web pages can be opened elsewhere.
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  const isOwn = isWeb && allowedOrigins.includes(url.origin);
  // `https://www.bank.example@shop.example/` is on the site, and does not look like it.
  const isPlain = `${url.username}${url.password}` === "";
  return isOwn && isPlain ? page : { ...page, url: "" };
}

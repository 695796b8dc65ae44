/** A website whose pages are cross-origin isolated (COOP and COEP), all but one. */
import { openSite, type Route, type Site } from "./site.ts";

const LINKS = `<a href="/b">to b</a> <a href="/plain">to a plain page</a>`;

const isolated =
  (title: string): Route =>
  (exchange) => {
    exchange.response.setHeader("cross-origin-opener-policy", "same-origin");
    exchange.response.setHeader("cross-origin-embedder-policy", "require-corp");
    exchange.html(title, LINKS);
  };

export const openIsolatedSite = (harness: string): Promise<Site> =>
  openSite({
    harness,
    routes: {
      "/": isolated("Start"),
      "/b": isolated("Page b"),
      "/plain": (exchange) => exchange.html("Plain page", LINKS),
    },
  });

/** A form that takes only the last token given out, on a page that refuses frames and is slow in one. */
import type { Route } from "./site.ts";

/** A frame waits so long for the page, unless somebody else gets it meanwhile, in ms. */
const SLOW_MS = 500;

export function oneToken(): Route {
  let tokens = 0;
  let overtake = (): void => undefined;
  return async (exchange) => {
    const { method, request, response } = exchange;
    response.setHeader("x-frame-options", "DENY");
    if (method === "HEAD") {
      response.end();
      return;
    }
    if (method === "POST") {
      const sent = (await exchange.form()).get("token");
      exchange.html(sent === String(tokens) ? "Taken" : "Forbidden", "");
      return;
    }
    if (request.headers["sec-fetch-dest"] === "iframe") {
      await new Promise<void>((resolve) => {
        overtake = resolve;
        setTimeout(resolve, SLOW_MS);
      });
    }
    tokens += 1;
    exchange.html(
      "Token",
      `<form method="post"><input type="hidden" name="token" value="${String(tokens)}">
       <button>Send</button></form>`,
    );
    overtake();
  };
}

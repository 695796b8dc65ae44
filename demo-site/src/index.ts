/** A classic multi-page website, with the widget on every page. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ASSETS } from "./assets.ts";
import { BIKES, specSheet } from "./catalogue.ts";
import { EMPTY_FORM, readForm, validate } from "./contact.ts";
import { renderPage, type Embedding, type Page } from "./layout.ts";
import * as pages from "./pages.ts";

export type DemoSiteOptions = Embedding;

type Framing = "free" | "same-origin" | "never";
type Answer =
  | {
      readonly kind: "page";
      readonly status: number;
      readonly page: Page;
      readonly framing: Framing;
    }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "download"; readonly name: string; readonly text: string }
  | { readonly kind: "asset"; readonly type: string; readonly body: string };

const page = (content: Page, status = 200, framing: Framing = "free"): Answer => ({
  kind: "page",
  status,
  page: content,
  framing,
});

/** More than the longest valid contact form (2,000 characters, each up to 12 bytes encoded). */
const MAX_BODY_BYTES = 32 * 1024;

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return null;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answerGet(url: URL): Answer {
  const asset = ASSETS.get(url.pathname);
  if (asset) return { kind: "asset", ...asset };
  switch (url.pathname) {
    case "/":
      return page(pages.home());
    case "/bikes":
      return page(pages.list());
    case "/search":
      return page(pages.searchPage((url.searchParams.get("q") ?? "").trim().slice(0, 100)));
    case "/contact":
      return page(pages.contact(EMPTY_FORM, {}));
    case "/contact/thanks":
      return page(pages.thanks());
    case "/delivery":
      return page(pages.delivery(), 200, "same-origin");
    case "/workshop":
      return page(pages.workshop(), 200, "never");
    case "/workshop/booked":
      return page(pages.booked((url.searchParams.get("day") ?? "").slice(0, 20)), 200, "never");
    case "/about":
      return page(pages.about());
  }
  const [, slug, sheet] = /^\/bikes\/([a-z0-9-]+)(\/specification\.txt)?$/.exec(url.pathname) ?? [];
  const bike = BIKES.find((candidate) => candidate.slug === slug);
  if (!bike) return page(pages.notFound(), 404);
  return sheet === undefined
    ? page(pages.details(bike))
    : { kind: "download", name: `${bike.slug}.txt`, text: specSheet(bike) };
}

function answerPost(url: URL, body: string): Answer {
  if (url.pathname === "/contact") {
    const form = readForm(body);
    const errors = validate(form);
    return Object.keys(errors).length === 0
      ? { kind: "redirect", to: "/contact/thanks" }
      : page(pages.contact(form, errors), 422);
  }
  if (url.pathname === "/workshop") {
    const day = new URLSearchParams(body).get("day") ?? "";
    return { kind: "redirect", to: `/workshop/booked?${new URLSearchParams({ day }).toString()}` };
  }
  return page(pages.notFound(), 404);
}

/** What the widget needs on a host page, and nothing more. */
function policy(widgetOrigin: string, nonce: string, framing: Framing): string {
  const socket = widgetOrigin.replace(/^http/, "ws");
  const ancestors = {
    free: [],
    "same-origin": ["frame-ancestors 'self'"],
    never: ["frame-ancestors 'none'"],
  };
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${widgetOrigin}`,
    `style-src 'self' ${widgetOrigin}`,
    `img-src 'self' ${widgetOrigin}`,
    `connect-src 'self' ${widgetOrigin} ${socket}`,
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ...ancestors[framing],
  ].join("; ");
}

function send(response: ServerResponse, answer: Answer, options: DemoSiteOptions): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  switch (answer.kind) {
    case "page": {
      const nonce = randomBytes(16).toString("base64");
      const widgetOrigin = new URL(options.widgetUrl).origin;
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Content-Security-Policy", policy(widgetOrigin, nonce, answer.framing));
      response.setHeader(
        "Permissions-Policy",
        "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)",
      );
      if (answer.framing === "never") response.setHeader("X-Frame-Options", "DENY");
      response.writeHead(answer.status);
      response.end(renderPage(answer.page, options, nonce));
      return;
    }
    case "redirect":
      response.writeHead(303, { Location: answer.to });
      response.end();
      return;
    case "download":
      response.writeHead(200, {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": `attachment; filename="${answer.name}"`,
      });
      response.end(answer.text);
      return;
    case "asset":
      response.writeHead(200, {
        "Content-Type": answer.type,
        "Cache-Control": "public, max-age=3600",
      });
      response.end(answer.body);
  }
}

const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  response.end(text);
};

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: DemoSiteOptions,
): Promise<void> {
  const target = request.url ?? "/";
  if (!URL.canParse(target, "http://demo.invalid")) {
    refuse(response, 400, "The address cannot be read.\n");
    return;
  }
  const url = new URL(target, "http://demo.invalid");
  if (request.method === "GET" || request.method === "HEAD") {
    send(response, answerGet(url), options);
    return;
  }
  if (request.method !== "POST") {
    response.setHeader("Allow", "GET, HEAD, POST");
    refuse(response, 405, "This website answers GET, HEAD and POST.\n");
    return;
  }
  const body = await readBody(request);
  if (body === null) refuse(response, 413, "The form is too long.\n");
  else send(response, answerPost(url, body), options);
}

/**
 * Request listener for `node:http`. `widgetUrl` is the full address of `widget.js`; its origin is
 * what the pages' policy allows for scripts, styles, images, HTTP and WebSocket connections.
 */
export function createDemoSite(
  options: DemoSiteOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    handle(request, response, options).catch(() => response.destroy());
  };
}

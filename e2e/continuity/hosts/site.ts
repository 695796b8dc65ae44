/** A small multi-page website on a port of its own; each host adds its framework's habits. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly cookies: ReadonlyMap<string, string>;
  /** A fresh one for each response. */
  readonly nonce: string;
  /** What a urlencoded or multipart form sent. */
  body(): Promise<FormData>;
  /** Its fields; of a file the name. */
  form(): Promise<ReadonlyMap<string, string>>;
  html(
    title: string,
    body: string,
    options?: { status?: number; head?: string; lang?: string },
  ): void;
  redirect(to: string, status?: number): void;
}

export type Route = (exchange: Exchange) => void | Promise<void>;

export interface SiteOptions {
  readonly routes: Readonly<Record<string, Route>>;
  /** What the framework adds to every response. */
  readonly headers?: (exchange: Exchange) => Record<string, string>;
  /** Where `/harness.js` comes from. */
  readonly harness: string;
}

export interface Site {
  readonly origin: string;
  /** `METHOD /path` of every page request, in order. */
  readonly requests: string[];
  /** Until `comesBack`, nobody listens at this port. */
  goesDown(): Promise<void>;
  comesBack(): Promise<void>;
  close(): Promise<void>;
}

let nonces = 0;

export async function openSite(options: SiteOptions): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://host");
    if (url.pathname === "/harness.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(options.harness);
      return;
    }
    if (url.pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    requests.push(`${request.method ?? ""} ${url.pathname}${url.search}`);
    const nonce = Buffer.from(`nonce-number-${String((nonces += 1))}`).toString("base64url");
    const exchange: Exchange = {
      request,
      response,
      url,
      nonce,
      method: request.method ?? "GET",
      cookies: new Map(
        (request.headers.cookie ?? "")
          .split(/;\s*/)
          .filter(Boolean)
          .map((pair) => pair.split("=", 2) as [string, string]),
      ),
      async body() {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        return await new Response(Buffer.concat(chunks), {
          headers: { "content-type": request.headers["content-type"] ?? "" },
        }).formData();
      },
      async form() {
        return new Map(
          [...(await exchange.body())].map(([name, value]) => [
            name,
            typeof value === "string" ? value : value.name,
          ]),
        );
      },
      html(title, body, { status = 200, head = "", lang = "en" } = {}) {
        response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
        response.end(
          `<!doctype html>\n<html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>` +
            `<script nonce="${nonce}" src="/harness.js"></script>${head}</head>` +
            `<body><h1>${title}</h1>${body}</body></html>`,
        );
      },
      redirect(to, status = 302) {
        response.writeHead(status, { location: to }).end();
      },
    };
    for (const [name, value] of Object.entries(options.headers?.(exchange) ?? {}))
      response.setHeader(name, value);
    const route = options.routes[url.pathname];
    if (route) await route(exchange);
    else exchange.html("Not found", "<p>There is no such page.</p>", { status: 404 });
  }

  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const goesDown = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return {
    origin: `http://localhost:${String(port)}`,
    requests,
    goesDown,
    async comesBack() {
      server.listen(port, "localhost");
      await once(server, "listening");
    },
    close: goesDown,
  };
}

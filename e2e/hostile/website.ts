/** Serves one hostile page at a time, on an origin of its own. */
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { PLAIN, type Host, type Origins } from "./hosts.ts";

/** How long `/slow.js` blocks the page that includes it. */
const SLOW_MS = 1_000;

export class Website {
  readonly origin: string;
  readonly #server: Server;
  #shown: Host = PLAIN;
  #attributes = "";
  #language = "";
  #origins: Omit<Origins, "host"> = { server: "", other: "" };

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.origin = `http://localhost:${String(port)}`;
  }

  static async open(): Promise<Website> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const website = new Website(server);
    server.on("request", (request, response) => {
      if (request.url === "/favicon.ico") response.writeHead(204).end();
      else if (request.url === "/slow.js") {
        response.setHeader("Content-Type", "text/javascript");
        setTimeout(() => response.end(""), SLOW_MS);
      } else {
        const host = request.url === "/plain" ? PLAIN : website.#shown;
        response.writeHead(200, {
          "Content-Type": "text/html; charset=utf-8",
          ...host.headers?.(website.#all),
        });
        response.end(website.#html(host));
      }
    });
    return website;
  }

  /** Which server's widget to include, and where the same website is on another origin. */
  uses(server: string, other: string): void {
    this.#origins = { server, other };
  }

  /** From now on every page is this one. */
  shows(host: Host, { attributes = "", language = "" } = {}): void {
    this.#shown = host;
    this.#attributes = attributes;
    this.#language = language;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get #all(): Origins {
    return { ...this.#origins, host: this.origin };
  }

  #html(host: Host): string {
    const tag = `<script async src="${this.#origins.server}/widget.js" data-site="demo"${this.#attributes}></script>`;
    const html = host.page(tag, this.#all);
    return this.#language === "" ? html : html.replace("<html", `<html lang="${this.#language}"`);
  }
}

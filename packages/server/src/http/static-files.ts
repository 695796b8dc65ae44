import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { setConsoleHeaders, setWidgetHeaders } from "./headers.ts";

export interface StaticFolders {
  /** The built widget, with `loader.js` at its top. */
  widget: string;
  /** The built console, with `index.html` at its top. */
  console: string;
}

const LOADER_CACHE = "public, max-age=60, stale-while-revalidate=600";
const HASHED_CACHE = "public, max-age=31536000, immutable";
/** Asks each time; the `ETag` makes the answer a short 304. */
const REVALIDATE = "no-cache";
/** The builds put here what has a hash of its content in its name, and nothing else. */
const HASHED_FOLDER = /^\/[a-z]+\/assets\//;

/** The build left a `.br` beside each text file; it is sent to clients that accept Brotli. */
export async function registerStaticFiles(
  app: FastifyInstance,
  folders: StaticFolders,
): Promise<void> {
  const common = {
    preCompressed: true,
    cacheControl: false,
    redirect: true,
    dotfiles: "ignore",
  } as const;
  const cacheOf = (path: string) => (HASHED_FOLDER.test(path) ? HASHED_CACHE : REVALIDATE);

  await app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => setWidgetHeaders(reply));
    await scope.register(fastifyStatic, {
      ...common,
      root: folders.widget,
      prefix: "/widget/",
      index: false,
    });
    scope.addHook("onSend", async (request, reply) => {
      if (reply.statusCode >= 400) return;
      const path = request.url.split("?", 1)[0] ?? "";
      reply.header("cache-control", path === "/widget.js" ? LOADER_CACHE : cacheOf(path));
    });
    scope.get("/widget.js", { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile("loader.js"),
    );
  });

  await app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => setConsoleHeaders(reply));
    scope.addHook("onSend", async (request, reply) => {
      if (reply.statusCode >= 400) return;
      reply.header("cache-control", cacheOf(request.url.split("?", 1)[0] ?? ""));
    });
    await scope.register(fastifyStatic, {
      ...common,
      root: folders.console,
      prefix: "/console/",
      decorateReply: false,
    });
    scope.get("/console", { schema: { hide: true } }, (_request, reply) =>
      reply.redirect("/console/"),
    );
    scope.get("/", { schema: { hide: true } }, (_request, reply) => reply.redirect("/console/"));
  });
}

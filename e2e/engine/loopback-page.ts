import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

const ENTRY = fileURLToPath(
  new URL("../../packages/call-engine/src/testing/loopback.ts", import.meta.url),
);

/** Bundles the engine's loopback for a page of its own; `window.engine.createLoopback`. */
export async function serveLoopback(): Promise<{ url: string; close: () => Promise<void> }> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry: ENTRY, formats: ["iife"], name: "engine" } },
  })) as Rolldown.RolldownOutput[];
  const script = built[0]?.output[0].code ?? "";
  const server: Server = createServer((request, response) => {
    const isScript = request.url === "/engine.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : `<!doctype html><script src="/engine.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * PeerJS as its makers run it: their PeerServer, and a page with their client.
 *
 *     node peerjs-host.ts PEERS_FOLDER PORT BUNDLE_FILE
 */
import { readFileSync } from "node:fs";
import http, { type RequestListener, type Server } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [folder, port, bundle] = process.argv.slice(2);
if (folder === undefined || bundle === undefined) throw new Error("usage: peerjs-host.ts …");
const load = createRequire(path.join(folder, "package.json"));

interface Express {
  (): RequestListener & { use(path: string, handler: unknown): void };
}
const express = load("express") as Express;
const { ExpressPeerServer } = load("peer") as {
  ExpressPeerServer: (server: Server) => unknown;
};

const script = readFileSync(bundle, "utf8");
const PAGE = `<!doctype html><meta charset="utf-8"><title>PeerJS</title>
<style>#remote { width: 100%; } #own { position: fixed; right: 8px; bottom: 8px; width: 180px; }</style>
<button id="call" hidden>Call</button><button id="accept" hidden>Accept</button>
<video id="remote" autoplay playsinline muted></video>
<video id="own" autoplay playsinline muted></video><script type="module" src="/page.js"></script>`;

const app = express();
const server = http.createServer((request, response) => {
  const url = request.url ?? "";
  if (url.startsWith("/peerjs")) return app(request, response);
  const isScript = url === "/page.js";
  response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
  response.end(isScript ? script : PAGE);
});
app.use("/peerjs", ExpressPeerServer(server));
server.listen(Number(port), "127.0.0.1");

/**
 * Terminates TLS for the lab's server, as Caddy or a load balancer would:
 *
 *     node tls-front.ts CERT KEY ADDRESS=PORT …
 *
 * Listens on port 443 of each address and hands the bytes to that port on loopback.
 */
import { readFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";

const [cert, key, ...routes] = process.argv.slice(2);
if (cert === undefined || key === undefined) throw new Error("usage: tls-front.ts CERT KEY …");
const options = {
  cert: readFileSync(cert),
  key: readFileSync(key),
  ALPNProtocols: ["http/1.1"],
  noDelay: true,
};

for (const route of routes) {
  const [address, port] = route.split("=");
  tls
    .createServer(options, (outer) => {
      const inner = net.connect({ host: "127.0.0.1", port: Number(port), noDelay: true });
      // Either end going away takes the other with it; a client's reset is nothing to report.
      outer.on("error", () => inner.destroy()).on("close", () => inner.destroy());
      inner.on("error", () => outer.destroy()).on("close", () => outer.destroy());
      outer.pipe(inner).pipe(outer);
    })
    .on("tlsClientError", (_error, socket) => socket.destroy())
    .listen(443, address);
}

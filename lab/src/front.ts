import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Lab } from "./lab.ts";
import { inside, Service } from "./shell.ts";
import { SERVER } from "./topology/addresses.ts";

const FRONT = fileURLToPath(new URL("./tls-front.ts", import.meta.url));

type Route = readonly [address: { readonly v4: string; readonly v6: string }, port: number];

/** TLS on port 443 of each address, handed to a port on loopback, all in the server's namespace. */
export function startFront(
  lab: Pick<Lab, "certificate" | "directory">,
  onClose: (step: () => Promise<unknown>) => void,
  routes: readonly Route[],
): void {
  const { cert, key } = lab.certificate;
  const args = routes.flatMap(([{ v4, v6 }, port]) => [`${v4}=${port}`, `${v6}=${port}`]);
  const front = new Service(
    "tls front",
    "ip",
    inside(SERVER.namespace, process.execPath, FRONT, cert, key, ...args),
    { log: path.join(lab.directory, "front.log") },
  );
  onClose(() => front.stop());
}

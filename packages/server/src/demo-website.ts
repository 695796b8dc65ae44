import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createDemoSite } from "@knockknock/demo-site";

/** The demo website, on an origin of its own as a customer's would be. */
export async function startDemoWebsite(options: {
  host: string;
  port: number;
  publicUrl: string;
  siteKey: string;
}): Promise<Server> {
  const { host, port, publicUrl, siteKey } = options;
  const server = createServer(createDemoSite({ widgetUrl: `${publicUrl}/widget.js`, siteKey }));
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

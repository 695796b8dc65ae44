/** The call core with a real database, HTTP and sockets on an ephemeral port; time is the test's. */
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CallView, KnockResponse, PROTOCOL_VERSION } from "@knockknock/protocol";
import Fastify, { type FastifyInstance } from "fastify";
import { pino } from "pino";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import type { SessionEnded } from "../auth/accounts.ts";
import { type CallCore, createCallCore } from "../calls/core.ts";
import type { AgentPrincipal, Limits, Site } from "../calls/ports.ts";
import { type Db, openDatabase } from "../db/client.ts";
import { registerErrors } from "../http/errors.ts";
import { registerVisitorRoutes } from "../rest/visitor.ts";
import { attachSockets, SOCKET_OPTIONS } from "../sockets/attach.ts";
import { Client, newKey, up } from "./call-client.ts";
import { FakeClock } from "./fake-clock.ts";

export const ORIGIN = "https://shop.example";
export const SITE: Site = {
  id: "site-0001",
  key: "demo",
  name: "Shop",
  accent: "#123456",
  position: "bottom-right",
  allowedOrigins: [ORIGIN],
  timings: {},
  relayOnly: false,
  excludedPaths: [],
};
/** Another website of the same company. */
export const OTHER_SITE: Site = { ...SITE, id: "site-0002", key: "other", name: "Other shop" };
/** A website whose owner wants calls by the relay only. */
export const RELAYED_SITE: Site = {
  ...SITE,
  id: "site-0003",
  key: "relayed",
  name: "Relayed shop",
  relayOnly: true,
};
export const IDENTITY_KEY = "an identity secret of at least 32 characters";

/** A visitor in the call that it knocked for, with the ticket to come back with. */
export type Caller = Client & { call: CallView; ticket: string };

export class CallServer {
  readonly clock = new FakeClock();
  private readonly dataDir = mkdtempSync(join(tmpdir(), "kk-calls-"));
  private readonly limits: Partial<Limits>;
  private readonly clients = new Set<Socket>();
  private readonly ended = new Set<SessionEnded>();
  /** Ids of sessions that ended while their sockets were being opened. */
  readonly over = new Set<string>();
  private parts: { core: CallCore; db: Db; app: FastifyInstance; io: Server; url: string } | null =
    null;

  constructor(limits: Partial<Limits> = {}) {
    // Most tests do not move the time between one thing on the desk and the next.
    this.limits = { deskEveryMs: 0, ...limits };
  }

  get core(): CallCore {
    return this.running.core;
  }

  get openConsoles(): number {
    return this.running.io.of("/agent").sockets.size;
  }

  get openPages(): number {
    return this.running.io.of("/visitor").sockets.size;
  }

  /** Of pages and of whatever else has opened one. */
  get openConnections(): number {
    return this.running.io.engine.clientsCount;
  }

  get url(): string {
    return this.running.url;
  }

  async start(): Promise<void> {
    const db = await openDatabase({ dataDir: this.dataDir, databaseUrl: null });
    const core = createCallCore({
      db,
      clock: this.clock,
      log: pino({ level: "silent" }),
      sites: {
        byKey: (key) =>
          Promise.resolve(
            [SITE, OTHER_SITE, RELAYED_SITE].find((site) => site.key === key) ?? null,
          ),
        identityKeys: () => Promise.resolve([IDENTITY_KEY]),
      },
      secret: "a server secret for tests, long enough",
      turn: { stunUrls: [], turnUrls: ["turn:turn.example"], secret: "turn secret" },
      limits: this.limits,
    });
    await core.start();
    const app = Fastify({ trustProxy: "loopback" });
    registerErrors(app);
    registerVisitorRoutes(app, core);
    await app.listen({ host: "127.0.0.1", port: 0 });
    const server = new Server(app.server, SOCKET_OPTIONS);
    attachSockets(server, core, {
      authenticateAgentTicket: (ticket) => Promise.resolve(principal(ticket)),
      sessionGoesOn: (sessionId) => Promise.resolve(!this.over.has(sessionId)),
      allowedOrigin: () => false,
      trustedProxies: ["loopback"],
      onSessionEnded: (listener) => {
        this.ended.add(listener);
        return () => this.ended.delete(listener);
      },
    });
    const { port } = app.server.address() as AddressInfo;
    this.parts = { core, db, app, io: server, url: `http://127.0.0.1:${port}` };
  }

  /** Ends everything at once, as a killed process does; the database's file stays. */
  async kill(): Promise<void> {
    const { core, db, app, io: server } = this.running;
    this.parts = null;
    for (const client of this.clients) client.disconnect();
    this.clients.clear();
    await core.stop();
    await server.close();
    await app.close();
    await db.close();
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  endSession(sessionId: string, how: "revoked" | "renewed" = "revoked"): void {
    for (const listener of this.ended) listener(sessionId, how);
  }

  /** `address`: where a proxy in front says that it comes from. */
  async post(
    path: string,
    body: unknown,
    origin: string | null = ORIGIN,
    address?: string,
  ): Promise<Response> {
    return fetch(`${this.url}/api/v1/${path}`, {
      method: "POST",
      headers: {
        "content-type": "text/plain",
        ...(origin === null ? {} : { origin }),
        ...(address === undefined ? {} : { "x-forwarded-for": address }),
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  async knock(more: object = {}, address?: string): Promise<KnockResponse> {
    const answer = await this.post("knock", { ...knockBody(), ...more }, ORIGIN, address);
    if (answer.status !== 200) throw new Error(`knock: ${answer.status} ${await answer.text()}`);
    return KnockResponse.parse(await answer.json());
  }

  async visitor(
    origin: string = ORIGIN,
    address?: string,
    site: string = SITE.key,
  ): Promise<Client> {
    const auth = { v: PROTOCOL_VERSION, site };
    return this.connect("/visitor", auth, origin, address);
  }

  /** A socket that asks for neither side. */
  async nobody(): Promise<Client> {
    return this.connect("/", {}, ORIGIN);
  }

  /** A visitor who knocked and sits in its call. */
  async caller(more: object = {}): Promise<Caller> {
    const { call, ticket } = await this.knock(more);
    const client = await this.visitor();
    const joined = await client.ask("join", { callId: call.id, ticket, lastSeq: 0, fresh: false });
    if (!joined.ok) throw new Error(joined.error.message);
    const { ticket: next } = joined.value as { ticket: string };
    return Object.assign(client, { call, ticket: next });
  }

  async agent(id: string, available = true, address?: string): Promise<Client> {
    const auth = { v: PROTOCOL_VERSION, ticket: id };
    const client = await this.connect("/agent", auth, null, address);
    if (available) await client.ask("available", { available: true });
    return client;
  }

  /** A visitor and agent-a, connected. */
  async connectedCall(): Promise<{ agent: Client; visitor: Caller; id: string }> {
    const agent = await this.agent("agent-a");
    const visitor = await this.caller();
    const { id } = visitor.call;
    await agent.got("desk", ({ incoming }) => incoming.some((card) => card.callId === id));
    for (const [client, command] of [
      [agent, { type: "accept" }],
      [visitor, up("agent-a")],
      [agent, up("agent-a")],
    ] as const) {
      const ack = await client.command(id, command);
      if (!ack.ok) throw new Error(ack.error.message);
    }
    await visitor.phase("connected");
    return { agent, visitor, id };
  }

  private get running(): NonNullable<CallServer["parts"]> {
    if (this.parts === null) throw new Error("the server does not run");
    return this.parts;
  }

  private async connect(
    namespace: string,
    auth: object,
    origin: string | null,
    address?: string,
  ): Promise<Client> {
    const socket = io(`${this.url}${namespace}`, {
      path: "/socket",
      auth,
      forceNew: true,
      reconnection: false,
      transports: ["websocket"],
      extraHeaders: {
        ...(origin === null ? {} : { origin }),
        ...(address === undefined ? {} : { "x-forwarded-for": address }),
      },
    });
    this.clients.add(socket);
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on("connect", resolve);
      socket.on("connect_error", (error) => {
        reject(Object.assign(new Error(error.message), error));
      });
    });
    return client;
  }
}

export const knockBody = () => ({
  v: PROTOCOL_VERSION,
  site: SITE.key,
  key: newKey(),
  page: { url: "https://shop.example/", title: "Shop", referrer: "" },
  language: "en",
});

const principal = (ticket: string): AgentPrincipal | null =>
  ticket.startsWith("agent-")
    ? { agentId: ticket, name: `Agent ${ticket.at(-1)}`, role: "agent", sessionId: `s-${ticket}` }
    : null;

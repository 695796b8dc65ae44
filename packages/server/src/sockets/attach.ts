/** Puts both namespaces on a Socket.IO server and tells everyone what the call core commits. */
import {
  type ErrorCode,
  PROTOCOL_VERSION,
  SOCKET_PATH,
  VISITOR,
  type WireError,
} from "@knockknock/protocol";
import type { Server, ServerOptions } from "socket.io";
import * as z from "zod/mini";
import type { CallCore } from "../calls/core.ts";
import { agentsOf, isLive } from "../calls/machine.ts";
import type { AgentPrincipal } from "../calls/ports.ts";
import type { CallChange } from "../calls/service.ts";
import { callView } from "../calls/view.ts";
import { agentHandlers } from "./agent.ts";
import { Desks } from "./desk.ts";
import { guardEvents } from "./gate.ts";
import { Reachable } from "./reachable.ts";
import { Relay } from "./relay.ts";
import { Seats } from "./seats.ts";
import type { AgentSocket, VisitorSocket } from "./types.ts";
import { visitorHandlers } from "./visitor.ts";

/** What the Socket.IO server is made with. */
export const SOCKET_OPTIONS: Partial<ServerOptions> = {
  path: SOCKET_PATH,
  transports: ["websocket", "polling"],
  allowEIO3: false,
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  // The longest message is a session description of 24,000 characters, escaped.
  maxHttpBufferSize: 64 * 1024,
  connectTimeout: 10_000,
  // A page that vanished without a word is noticed within 17 s.
  pingInterval: 10_000,
  pingTimeout: 7_000,
  // Any site's page may try; the namespaces check who it is. No cookie is ever read.
  cors: { origin: true, credentials: false },
};

export interface SocketOptions {
  /** Uses the ticket up; null when it proves nothing. */
  authenticateAgentTicket(ticket: string): Promise<AgentPrincipal | null>;
  /** Origins that the console is served from. */
  allowedOrigin(origin: string): boolean;
  /** Calls back with the id of each session that ends. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
}

export interface Sockets {
  byNamespace(): Record<string, number>;
  /** From now on closing sockets say nothing about their owners: it is the server that goes. */
  close(): void;
}

const VisitorAuth = z.object({ v: z.int(), site: z.string().check(z.maxLength(64)) });
const AgentAuth = z.object({ v: z.int(), ticket: z.string().check(z.maxLength(300)) });

/** A handshake that was refused; `data` reaches the client. */
class HandshakeError extends Error {
  override readonly name = "HandshakeError";
  readonly data: WireError;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.data = { code, message };
  }
}

export function attachSockets(io: Server, core: CallCore, options: SocketOptions): Sockets {
  const seats = new Seats();
  const relay = new Relay(core.service, seats, core.metrics);
  const reachable = new Reachable(core.service, () => desks.touchAll());
  const desks = new Desks(core, seats, relay, reachable);
  let closing = false;

  const visitors = io.of("/visitor");
  const agents = io.of("/agent");
  const onError = (what: string) => (error: unknown) => core.log.error({ err: error }, what);

  visitors.use((socket, next) => {
    void admit(core, admitVisitor(core, socket as VisitorSocket), next);
  });
  agents.use((socket, next) => {
    void admit(core, admitAgent(options, socket as AgentSocket), next);
  });

  const { clock, limits, log, metrics } = core;
  const shared = { clock, metrics, log, rate: limits.eventsPerSocket };
  const forVisitors = visitorHandlers(core, seats, relay, reachable);
  visitors.on("connection", (plain) => {
    const socket = plain as VisitorSocket;
    guardEvents(socket, { ...shared, namespace: "visitor", handlers: forVisitors });
    socket.on("disconnect", () => {
      const { callId } = socket.data;
      reachable.gone(socket);
      if (callId === null || !seats.unseatVisitor(callId, socket) || closing) return;
      core.service
        .dispatch(callId, { type: "away", who: VISITOR })
        .catch(onError("a visitor's leaving could not be written"));
    });
  });

  const forAgents = agentHandlers(core, seats, relay, desks, reachable);
  agents.on("connection", (plain) => {
    const socket = plain as AgentSocket;
    const { agentId, name } = socket.data.agent;
    guardEvents(socket, { ...shared, namespace: "agent", handlers: forAgents });
    seats.openConsole(agentId, socket);
    core.presence.opened({ id: agentId, name }, socket.id);
    desks.touch(agentId);
    socket.on("disconnect", () => {
      seats.closeConsole(agentId, socket);
      const left = seats.unseatAgent(agentId, socket);
      if (closing) return;
      core.presence.closed(agentId, socket.id);
      core.service
        .dispatchAll(
          left.map((callId) => ({ callId, event: { type: "away", who: agentId } as const })),
        )
        .catch(onError("an agent's leaving could not be written"));
    });
  });

  core.service.listen({
    changed: (change) => {
      publish(core, seats, change);
      desks.changed(change);
    },
    ringEnded: (agentIds, info) => {
      for (const agentId of agentIds) {
        for (const socket of seats.consolesOf(agentId)) socket.emit("ring_ended", info);
      }
    },
  });

  options.onSessionEnded((sessionId) => {
    for (const agentId of seats.agentIds()) {
      const revoked = seats
        .consolesOf(agentId)
        .filter((socket) => socket.data.agent.sessionId === sessionId);
      for (const socket of revoked) {
        socket.emit("signed_out");
        socket.disconnect(true);
      }
      if (revoked.length > 0) core.presence.signedOut(agentId);
    }
  });

  return {
    byNamespace: () => ({ visitor: visitors.sockets.size, agent: agents.sockets.size }),
    close() {
      closing = true;
    },
  };
}

/** Snapshots to those in the call. An agent who only rings gets nothing but the card. */
function publish(core: CallCore, seats: Seats, { before, after, chat }: CallChange): void {
  const now = core.clock.now();
  const extra = chat === null ? {} : { chat };
  seats.visitor(after.id)?.emit("update", { call: callView(after, "visitor", now), ...extra });
  const { phase } = after;
  const told = new Set<string>();
  if (isLive(phase)) told.add(phase.agent.id);
  else if (phase.name === "ended" || after.direction === "outbound") {
    if (phase.name === "ended" && phase.agent !== null) told.add(phase.agent.id);
    if (after.direction === "outbound") {
      for (const { id } of agentsOf((before ?? after).phase)) told.add(id);
    }
  }
  if (told.size === 0) return;
  const view = { call: callView(after, "agent", now), ...extra };
  for (const agentId of told) seats.agent(after.id, agentId)?.emit("update", view);
}

async function admitVisitor(core: CallCore, socket: VisitorSocket): Promise<void> {
  const auth = VisitorAuth.safeParse(socket.handshake.auth);
  if (!auth.success) throw new HandshakeError("bad_request", "auth needs { v, site }.");
  checkVersion(auth.data.v);
  const site = await core.sites.byKey(auth.data.site);
  if (site === null) throw new HandshakeError("unknown_site", "No site has this key.");
  const { origin } = socket.handshake.headers;
  if (origin === undefined || !site.allowedOrigins.includes(origin)) {
    throw new HandshakeError(
      "forbidden_origin",
      `The site "${site.key}" may not be used on ${origin ?? "a page without an origin"}. ` +
        "Add the origin in the console.",
    );
  }
  socket.data.siteId = site.id;
  socket.data.callId = null;
}

async function admitAgent(options: SocketOptions, socket: AgentSocket): Promise<void> {
  const auth = AgentAuth.safeParse(socket.handshake.auth);
  if (!auth.success) throw new HandshakeError("bad_request", "auth needs { v, ticket }.");
  checkVersion(auth.data.v);
  const { origin } = socket.handshake.headers;
  if (origin !== undefined && !options.allowedOrigin(origin)) {
    throw new HandshakeError("forbidden_origin", `The console is not served from ${origin}.`);
  }
  const agent = await options.authenticateAgentTicket(auth.data.ticket);
  if (agent === null) {
    throw new HandshakeError("unauthorized", "The socket ticket is used, expired or unknown.");
  }
  socket.data.agent = agent;
}

function checkVersion(v: number): void {
  if (v === PROTOCOL_VERSION) return;
  throw new HandshakeError(
    "version_mismatch",
    `This server speaks version ${PROTOCOL_VERSION}, the page version ${v}. Reload the page.`,
  );
}

async function admit(
  core: CallCore,
  checked: Promise<void>,
  next: (error?: Error) => void,
): Promise<void> {
  let refused: Error | undefined;
  try {
    await checked;
  } catch (error) {
    if (!(error instanceof HandshakeError)) core.log.error({ err: error }, "a handshake failed");
    refused =
      error instanceof HandshakeError
        ? error
        : new HandshakeError("internal", "The server failed; its log says why. Try again.");
  }
  next(refused);
}

/** Puts both namespaces on a Socket.IO server and tells everyone what the call core commits. */
import type { IncomingMessage } from "node:http";
import { SOCKET_PATH, VISITOR } from "@knockknock/protocol";
import type { Server, ServerOptions, Socket } from "socket.io";
import type { SessionEnded } from "../auth/accounts.ts";
import type { CallCore } from "../calls/core.ts";
import { agentsOf, type CallEvent, isLive } from "../calls/machine.ts";
import type { CallChange } from "../calls/service.ts";
import { callView } from "../calls/view.ts";
import { addressOf } from "./address.ts";
import { agentHandlers } from "./agent.ts";
import { Crowd } from "./crowd.ts";
import { Desks } from "./desk.ts";
import { guardEvents } from "./gate.ts";
import { admit, admitAgent, admitVisitor, type AgentDoor, HandshakeError } from "./handshake.ts";
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

/**
 * So long sockets of a renewed session stay open: its browser needs the answer with the new cookie
 * to come back, and a call in it must not take the first refusal for its end.
 */
const RENEWAL_MS = 1_500;
/** After this the write that somebody is gone is tried again. */
const RETRY_MS = 2_000;

interface Dispatched {
  readonly callId: string;
  readonly event: CallEvent;
}

/** As much of Engine.IO's connection as is used here. */
interface EngineConnection {
  readonly request: IncomingMessage;
  on(event: "close", listener: () => void): unknown;
  close(discard: boolean): void;
}

export interface SocketOptions extends AgentDoor {
  /** Whose `X-Forwarded-For` is believed, as in `KNOCK_TRUSTED_PROXIES`. */
  readonly trustedProxies: readonly string[];
  /** Calls back for each session that ends. */
  onSessionEnded(listener: SessionEnded): () => void;
}

export interface Sockets {
  byNamespace(): Record<string, number>;
  /** From now on closing sockets say nothing about their owners: it is the server that goes. */
  close(): void;
}

/** `io` is attached to its HTTP server already. */
export function attachSockets(io: Server, core: CallCore, options: SocketOptions): Sockets {
  const seats = new Seats();
  const relay = new Relay(core.service, seats, core.metrics);
  const reachable = new Reachable(core.service, () => desks.touchAll());
  const desks = new Desks(core, seats, relay, reachable);
  core.mailbox.onMessage = () => desks.touchAll();
  let closing = false;

  const visitors = io.of("/visitor");
  const agents = io.of("/agent");
  const { clock, limits, log, metrics } = core;
  const crowd = new Crowd(limits, clock);
  const address = addressOf(options.trustedProxies);
  const guarded = { clock, crowd, limits, log, metrics };

  // Socket.IO always has this one. Who got in there could stay, uncounted, and knock without end.
  io.use((_socket, next) => {
    const message = "Nobody is here. Connect to /visitor or /agent.";
    next(new HandshakeError({ code: "unauthorized", message }));
  });
  io.engine.on("connection", (connection: EngineConnection) => {
    const from = address(connection.request);
    if (!crowd.connect(from)) {
      connection.close(true);
      return;
    }
    connection.on("close", () => crowd.disconnect(from));
  });
  /** The address first, before the database is asked. */
  const greeted = (socket: Socket, check: () => Promise<void>): Promise<void> =>
    Promise.resolve()
      .then(() => crowd.greet(address(socket.request)))
      .then(check);
  visitors.use((socket, next) => {
    const checked = greeted(socket, () => admitVisitor(core, socket as VisitorSocket));
    void admit(core, checked, next);
  });
  agents.use((socket, next) => {
    const checked = greeted(socket, () => admitAgent(options, socket as AgentSocket));
    void admit(core, checked, next);
  });

  /** Counts the socket among those of its address for as long as it is open. */
  const settle = (socket: Socket) => {
    const neighbours = crowd.enter(address(socket.request));
    socket.on("disconnect", () => crowd.leave(neighbours));
    return neighbours;
  };

  /** A failed write is tried again: a seat that still counts as taken has no deadline. */
  const writeAbsence = (
    who: string,
    stillGone: () => readonly string[],
    cooled: readonly { callId: string; epoch: number }[] = [],
  ): void => {
    if (closing) return;
    const away = (callId: string): Dispatched => ({ callId, event: { type: "away", who } });
    const cold = ({ callId, epoch }: { callId: string; epoch: number }): Dispatched => ({
      callId,
      event: { type: "cooled", agentId: who, epoch },
    });
    core.service
      .dispatchAll([...stillGone().map(away), ...cooled.map(cold)])
      .catch((error: unknown) => {
        log.error({ err: error, who }, "a page's leaving could not be written; trying again");
        clock.after(RETRY_MS, () => writeAbsence(who, stillGone, cooled));
      });
  };

  const forVisitors = visitorHandlers(core, seats, relay, reachable);
  visitors.on("connection", (plain) => {
    const socket = plain as VisitorSocket;
    guardEvents(socket, settle(socket), {
      ...guarded,
      namespace: "visitor",
      handlers: forVisitors,
    });
    socket.on("disconnect", () => {
      const { callId } = socket.data;
      reachable.gone(socket);
      if (callId === null || !seats.unseatVisitor(callId, socket)) return;
      writeAbsence(VISITOR, () => (seats.visitor(callId) === undefined ? [callId] : []));
    });
  });

  /**
   * A session may end while its ticket is looked at, when its socket is in no list yet. From now on
   * it is. A console whose session ended hears so when it asks for its next ticket.
   */
  const stillSignedIn = async (socket: AgentSocket): Promise<void> => {
    try {
      if (await options.sessionGoesOn(socket.data.agent.sessionId)) return;
    } catch (error) {
      log.error({ err: error }, "a session could not be looked at; its socket is closed");
    }
    socket.disconnect(true);
  };

  /** A call that nobody is heard of makes its agent busy: not for hours, when the agent is here. */
  const noteConsole = (agentId: string): void => {
    const callId = core.busy().get(agentId);
    if (callId === undefined) return;
    core.service.dispatch(callId, { type: "console_opened", agentId }).catch((error: unknown) => {
      log.error({ err: error, callId }, "a console's return could not be written");
    });
  };

  const forAgents = agentHandlers(core, seats, relay, desks, reachable);
  agents.on("connection", (plain) => {
    const socket = plain as AgentSocket;
    const { agentId, name } = socket.data.agent;
    guardEvents(socket, settle(socket), { ...guarded, namespace: "agent", handlers: forAgents });
    seats.openConsole(agentId, socket);
    core.presence.opened({ id: agentId, name }, socket.id);
    desks.touch(agentId, "urgent");
    void stillSignedIn(socket);
    noteConsole(agentId);

    socket.on("disconnect", () => {
      seats.closeConsole(agentId, socket);
      const left = seats.unseatAgent(agentId, socket);
      if (closing) return;
      core.presence.closed(agentId, socket.id);
      writeAbsence(
        agentId,
        () => left.filter((callId) => seats.agent(callId, agentId) === undefined),
        relay.warmedBy(agentId, socket),
      );
    });
  });

  core.service.listen({
    changed: (change) => {
      publish(core, seats, change);
      const { after, before } = change;
      if (after.phase.name === "ended" && before?.phase.name !== "ended") seats.callOver(after.id);
      desks.changed(change);
    },
    ringEnded: (agentIds, info) => {
      for (const agentId of agentIds) {
        for (const socket of seats.consolesOf(agentId)) socket.emit("ring_ended", info);
      }
    },
  });

  const socketsOf = (sessionId: string): AgentSocket[] =>
    seats
      .agentIds()
      .flatMap((agentId) => seats.consolesOf(agentId))
      .filter((socket) => socket.data.agent.sessionId === sessionId);

  options.onSessionEnded((sessionId, how) => {
    if (how === "renewed") {
      // A console comes back by itself, with a ticket that its new cookie got.
      clock.after(RENEWAL_MS, () => {
        for (const socket of socketsOf(sessionId)) socket.disconnect(true);
      });
      return;
    }
    for (const socket of socketsOf(sessionId)) {
      socket.emit("signed_out");
      socket.disconnect(true);
      core.presence.signedOut(socket.data.agent.agentId);
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

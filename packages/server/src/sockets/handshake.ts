/** Who may open a socket in either namespace. */
import type { WireError } from "@knockknock/protocol";
import * as z from "zod/mini";
import type { CallCore } from "../calls/core.ts";
import type { AgentPrincipal } from "../calls/ports.ts";
import { Refusal } from "../refusal.ts";
import { checkVersion, siteFor } from "../sites/admission.ts";
import type { AgentSocket, VisitorSocket } from "./types.ts";

export interface AgentDoor {
  /** Uses the ticket up; null when it proves nothing. */
  authenticateAgentTicket(ticket: string): Promise<AgentPrincipal | null>;
  /** Whether the session that the ticket proved goes on. */
  sessionGoesOn(sessionId: string): Promise<boolean>;
  /** Origins that the console is served from. */
  allowedOrigin(origin: string): boolean;
}

const VisitorAuth = z.object({ v: z.int(), site: z.string().check(z.maxLength(64)) });
const AgentAuth = z.object({ v: z.int(), ticket: z.string().check(z.maxLength(300)) });

/** A handshake that was refused; `data` reaches the client. */
export class HandshakeError extends Error {
  override readonly name = "HandshakeError";
  readonly data: WireError;
  constructor(data: WireError) {
    super(data.message);
    this.data = data;
  }
}

export async function admitVisitor(core: CallCore, socket: VisitorSocket): Promise<void> {
  const auth = VisitorAuth.safeParse(socket.handshake.auth);
  if (!auth.success) throw new Refusal("bad_request", "auth needs { v, site }.");
  checkVersion(auth.data.v);
  const site = await siteFor(core.sites, auth.data.site, socket.handshake.headers.origin);
  socket.data.siteId = site.id;
  socket.data.allowedOrigins = site.allowedOrigins;
  socket.data.callId = null;
}

export async function admitAgent(door: AgentDoor, socket: AgentSocket): Promise<void> {
  const auth = AgentAuth.safeParse(socket.handshake.auth);
  if (!auth.success) throw new Refusal("bad_request", "auth needs { v, ticket }.");
  checkVersion(auth.data.v);
  const { origin } = socket.handshake.headers;
  if (origin !== undefined && !door.allowedOrigin(origin)) {
    throw new Refusal("forbidden_origin", `The console is not served from ${origin}.`);
  }
  const agent = await door.authenticateAgentTicket(auth.data.ticket);
  if (agent === null) {
    throw new Refusal("unauthorized", "The socket ticket is used, expired or unknown.");
  }
  socket.data.agent = agent;
}

/** Tells the socket library what became of a check; what was not refused on purpose is logged. */
export async function admit(
  core: CallCore,
  checked: Promise<void>,
  next: (error?: Error) => void,
): Promise<void> {
  let refused: Error | undefined;
  try {
    await checked;
  } catch (error) {
    if (!(error instanceof Refusal)) core.log.error({ err: error }, "a handshake failed");
    const wire: WireError =
      error instanceof Refusal
        ? error.wire
        : { code: "internal", message: "The server failed; its log says why. Try again." };
    refused = new HandshakeError(wire);
  }
  next(refused);
}

import type {
  AgentToServer,
  ServerToAgent,
  ServerToVisitor,
  VisitorToServer,
} from "@knockknock/protocol";
import type { DefaultEventsMap, Socket } from "socket.io";
import type { AgentPrincipal } from "../calls/ports.ts";

export interface VisitorData {
  siteId: string;
  /** Those of the site when this socket was let in. */
  allowedOrigins: readonly string[];
  /** The call whose seat this socket holds; null before it joined and after it was replaced. */
  callId: string | null;
}

export interface AgentData {
  agent: AgentPrincipal;
}

export type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, DefaultEventsMap, VisitorData>;
export type AgentSocket = Socket<AgentToServer, ServerToAgent, DefaultEventsMap, AgentData>;

/** Which socket sits where. Memory only: a socket does not outlive the process. */
import { agentsOf, type CallState } from "../calls/machine.ts";
import { takesPart } from "../calls/service.ts";
import type { AgentSocket, VisitorSocket } from "./types.ts";

/** Of so many calls that are over their agents' last words may still come: they need the seat. */
export const KEPT_OVER = 20;

export class Seats {
  private readonly visitors = new Map<string, VisitorSocket>();
  /** By call; a call has one live agent, and for a moment also the one it is transferred to. */
  private readonly agents = new Map<string, Map<string, AgentSocket>>();
  /** Calls that ended, oldest first, whose agents still have their seats. */
  private readonly over = new Set<string>();
  /** Insertion order: the console opened last is where this agent is. */
  private readonly consoles = new Map<string, Set<AgentSocket>>();

  visitor(callId: string): VisitorSocket | undefined {
    return this.visitors.get(callId);
  }

  /** The page that had the seat before lets go without a word. */
  seatVisitor(callId: string, socket: VisitorSocket): void {
    const before = this.visitors.get(callId);
    if (socket.data.callId !== null && socket.data.callId !== callId) {
      this.unseatVisitor(socket.data.callId, socket);
    }
    this.visitors.set(callId, socket);
    socket.data.callId = callId;
    if (before === undefined || before === socket) return;
    before.data.callId = null;
    before.emit("replaced", { callId });
  }

  /** True when the socket held the seat. */
  unseatVisitor(callId: string, socket: VisitorSocket): boolean {
    if (this.visitors.get(callId) !== socket) return false;
    return this.visitors.delete(callId);
  }

  agent(callId: string, agentId: string): AgentSocket | undefined {
    return this.agents.get(callId)?.get(agentId);
  }

  seatAgent(callId: string, agentId: string, socket: AgentSocket): void {
    const seats = this.agents.get(callId) ?? new Map<string, AgentSocket>();
    const before = seats.get(agentId);
    seats.set(agentId, socket);
    this.agents.set(callId, seats);
    if (before !== undefined && before !== socket) before.emit("replaced", { callId });
  }

  /** Frees every seat of this socket; returns the calls it sat in. */
  unseatAgent(agentId: string, socket: AgentSocket): string[] {
    const left: string[] = [];
    for (const [callId, seats] of this.agents) {
      if (seats.get(agentId) !== socket) continue;
      seats.delete(agentId);
      if (seats.size === 0) this.agents.delete(callId);
      left.push(callId);
    }
    return left;
  }

  /** The call is over; agents may be connected for weeks, so that the oldest one's seats go. */
  callOver(callId: string): void {
    if (!this.agents.has(callId)) return;
    // Joined once more, it is the newest again.
    this.over.delete(callId);
    this.over.add(callId);
    const [oldest] = this.over;
    if (oldest === undefined || this.over.size <= KEPT_OVER) return;
    this.over.delete(oldest);
    this.agents.delete(oldest);
  }

  openConsole(agentId: string, socket: AgentSocket): void {
    const sockets = this.consoles.get(agentId) ?? new Set<AgentSocket>();
    sockets.add(socket);
    this.consoles.set(agentId, sockets);
  }

  closeConsole(agentId: string, socket: AgentSocket): void {
    const sockets = this.consoles.get(agentId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.consoles.delete(agentId);
  }

  consolesOf(agentId: string): readonly AgentSocket[] {
    return [...(this.consoles.get(agentId) ?? [])];
  }

  agentIds(): readonly string[] {
    return [...this.consoles.keys()];
  }
}

/** In the call, or the one who rings the visitor up. */
export const maySit = (state: CallState, agentId: string): boolean =>
  takesPart(state, agentId) ||
  (state.direction === "outbound" && agentsOf(state.phase).some(({ id }) => id === agentId));

/**
 * ⑤ Passes session descriptions and candidates between the visitor and the agents that have a
 * leg. Works from memory alone: nothing on this path waits for the database.
 */
import { type SignalIn, type SignalOut, VISITOR } from "@knockknock/protocol";
import { type CallState, isLive, type LegState } from "../calls/machine.ts";
import type { CallMetrics } from "../calls/metrics.ts";
import type { CallService } from "../calls/service.ts";
import { Refusal } from "../refusal.ts";
import type { Seats } from "./seats.ts";
import type { AgentSocket } from "./types.ts";

/** What an agent sends before the visitor's socket is open waits, up to this many signals. */
const MOST_WAITING = 96;

interface Owner {
  readonly epoch: number;
  readonly socketId: string;
}

export class Relay {
  private readonly service: CallService;
  private readonly seats: Seats;
  private readonly metrics: CallMetrics;
  private readonly waiting = new Map<string, SignalIn[]>();
  /**
   * Which of an agent's pages warms the leg: the others must not answer for it. When it goes, the
   * leg stays its own until a new epoch is written: nobody else holds that connection.
   */
  private readonly owners = new Map<string, Map<string, Owner>>();

  constructor(service: CallService, seats: Seats, metrics: CallMetrics) {
    this.service = service;
    this.seats = seats;
    this.metrics = metrics;
    service.listen({
      changed: ({ after }) => {
        if (after.phase.name !== "ended") return;
        this.waiting.delete(after.id);
        this.owners.delete(after.id);
      },
      ringEnded: () => undefined,
    });
  }

  fromVisitor(signal: SignalOut): void {
    const { state, leg } = this.leg(signal.callId, signal.to);
    if (signal.epoch < leg.epoch) return;
    const { callId, to, epoch, payload } = signal;
    const target = this.seats.agent(callId, to) ?? this.warming(state, to);
    // Told so, the visitor's page sends it over the data channel, if there is one.
    if (target === undefined) {
      throw new Refusal("not_found", "The agent's page is not connected at the moment.");
    }
    target.emit("signal", { callId, from: VISITOR, epoch, payload });
    this.metrics.relayed.inc();
  }

  fromAgent(agentId: string, socket: AgentSocket, signal: SignalOut): void {
    const { callId, to, epoch, payload } = signal;
    const { state, leg } = this.leg(callId, agentId);
    if (to !== VISITOR) throw noLeg();
    if (epoch < leg.epoch) return;
    if (isLive(state.phase)) {
      if (this.seats.agent(callId, agentId) !== socket) throw noLeg();
    } else if (!this.own(state, agentId, leg.epoch, socket)) {
      throw new Refusal("conflict", "Another page of yours warms this connection already.");
    }
    const message = { callId, from: agentId, epoch, payload };
    const visitor = this.seats.visitor(callId);
    if (visitor === undefined) this.keep(message);
    else visitor.emit("signal", message);
    this.metrics.relayed.inc();
  }

  /** What waited for the visitor's socket, as far as it still matters. */
  release(callId: string): void {
    const kept = this.waiting.get(callId);
    this.waiting.delete(callId);
    const state = this.service.active.get(callId)?.state;
    const visitor = this.seats.visitor(callId);
    if (kept === undefined || state === undefined || visitor === undefined) return;
    for (const message of kept) {
      if (legOf(state, message.from)?.epoch === message.epoch) visitor.emit("signal", message);
    }
  }

  /** May this page of the agent warm the leg, or is another one at it? */
  mayWarm(state: CallState, agentId: string, socket: AgentSocket): boolean {
    const owner = this.ownerOf(state, agentId);
    return owner === undefined
      ? this.seats.consolesOf(agentId).at(-1) === socket
      : owner.socketId === socket.id;
  }

  /** True when the leg was warmed by another page than this one. */
  warmedElsewhere(state: CallState, agentId: string, socket: AgentSocket): boolean {
    const owner = this.ownerOf(state, agentId);
    return owner !== undefined && owner.socketId !== socket.id;
  }

  /** The legs that this page of the agent warms. */
  warmedBy(agentId: string, socket: AgentSocket): { callId: string; epoch: number }[] {
    return [...this.owners].flatMap(([callId, owners]) => {
      const owner = owners.get(agentId);
      return owner?.socketId === socket.id ? [{ callId, epoch: owner.epoch }] : [];
    });
  }

  /** The page that holds the connection, or that may begin one while it rings. */
  private warming(state: CallState, agentId: string): AgentSocket | undefined {
    const owner = this.ownerOf(state, agentId);
    const pages = this.seats.consolesOf(agentId);
    if (owner !== undefined) return pages.find((page) => page.id === owner.socketId);
    return isLive(state.phase) ? undefined : pages.at(-1);
  }

  private own(state: CallState, agentId: string, epoch: number, socket: AgentSocket): boolean {
    const owner = this.ownerOf(state, agentId);
    if (owner !== undefined) return owner.socketId === socket.id;
    const owners = this.owners.get(state.id) ?? new Map<string, Owner>();
    owners.set(agentId, { epoch, socketId: socket.id });
    this.owners.set(state.id, owners);
    return true;
  }

  private ownerOf(state: CallState, agentId: string): Owner | undefined {
    const owner = this.owners.get(state.id)?.get(agentId);
    return owner?.epoch === legOf(state, agentId)?.epoch ? owner : undefined;
  }

  private leg(callId: string, agentId: string): { state: CallState; leg: LegState } {
    const state = this.service.active.get(callId)?.state;
    const leg = state === undefined ? null : legOf(state, agentId);
    if (state === undefined || leg === null) throw noLeg();
    return { state, leg };
  }

  private keep(message: SignalIn): void {
    const kept = this.waiting.get(message.callId) ?? [];
    kept.push(message);
    if (kept.length > MOST_WAITING) kept.shift();
    this.waiting.set(message.callId, kept);
  }
}

const noLeg = (): Refusal =>
  new Refusal("not_found", "There is no connection between these two in this call.");

export function legOf({ phase }: CallState, agentId: string): LegState | null {
  if (phase.name === "ringing") {
    return phase.agents.find((agent) => agent.id === agentId)?.leg ?? null;
  }
  return isLive(phase) && phase.agent.id === agentId ? phase.leg : null;
}

/** ③ What every console shows outside of a call; pushed whole, at most once per turn. */
import type { DeskState } from "@knockknock/protocol";
import type { CallCore } from "../calls/core.ts";
import { agentsOf, isLive, isWaiting } from "../calls/machine.ts";
import { incomingView, waitingView } from "../calls/view.ts";
import type { CallChange } from "../calls/service.ts";
import { iceForCall } from "../turn/credentials.ts";
import type { Reachable } from "./reachable.ts";
import type { Relay } from "./relay.ts";
import type { Seats } from "./seats.ts";
import type { AgentSocket } from "./types.ts";

/** Longer queues are shown from their head. */
const MOST_WAITING = 100;

export class Desks {
  private readonly core: CallCore;
  private readonly seats: Seats;
  private readonly relay: Relay;
  private readonly reachable: Reachable;
  private readonly dirty = new Set<string>();
  private everyone = false;
  private scheduled = false;

  constructor(core: CallCore, seats: Seats, relay: Relay, reachable: Reachable) {
    this.core = core;
    this.seats = seats;
    this.relay = relay;
    this.reachable = reachable;
  }

  /** Marks the consoles that a change shows on. */
  changed({ before, after }: CallChange): void {
    const was = before?.phase.name ?? null;
    if (was === "queued" || after.phase.name === "queued") this.everyone = true;
    else if (before !== null && isLive(before.phase) && isLive(after.phase)) {
      // Within a call the desk stays as it is, unless another agent has it now.
      if (before.phase.agent.id === after.phase.agent.id) return;
    }
    for (const { id } of before === null ? [] : agentsOf(before.phase)) this.dirty.add(id);
    for (const { id } of agentsOf(after.phase)) this.dirty.add(id);
    this.schedule();
  }

  touch(agentId: string): void {
    this.dirty.add(agentId);
    this.schedule();
  }

  touchAll(): void {
    this.everyone = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const agentIds = this.everyone ? this.seats.agentIds() : [...this.dirty];
    this.everyone = false;
    this.dirty.clear();
    const waiting = this.waiting();
    const reachable = this.reachable.list();
    const busy = this.core.busy();
    for (const agentId of agentIds) {
      for (const socket of this.seats.consolesOf(agentId)) {
        socket.emit("desk", {
          ...this.desk(socket, busy.get(agentId) ?? null),
          waiting,
          reachable,
          lastMessageAt: this.core.mailbox.lastAt,
        });
      }
    }
  }

  private desk(
    socket: AgentSocket,
    currentCallId: string | null,
  ): Omit<DeskState, "waiting" | "reachable" | "lastMessageAt"> {
    const { agentId, name } = socket.data.agent;
    return {
      agent: { id: agentId, name },
      available: this.core.presence.isAvailable(agentId),
      incoming: this.incoming(agentId, socket),
      currentCallId,
      serverNow: this.core.clock.now(),
    };
  }

  private incoming(agentId: string, socket: AgentSocket): DeskState["incoming"] {
    const { service, turn, clock } = this.core;
    const now = clock.now();
    const incoming: DeskState["incoming"] = [];
    for (const { state, card } of service.active.values()) {
      const { phase } = state;
      if (phase.name !== "ringing" || state.direction === "outbound") continue;
      const rung = phase.agents.find((agent) => agent.id === agentId);
      if (rung === undefined) continue;
      const prewarm =
        rung.leg !== null && this.relay.mayWarm(state, agentId, socket)
          ? { epoch: rung.leg.epoch, ice: iceForCall(turn, state, agentId, now) }
          : null;
      incoming.push(incomingView(state, phase, card, prewarm));
    }
    return incoming;
  }

  private waiting(): DeskState["waiting"] {
    const waiting: DeskState["waiting"] = [];
    for (const { state, card } of this.core.service.active.values()) {
      if (!isWaiting(state.phase) || state.phase.name !== "queued") continue;
      waiting.push(waitingView(state, state.phase, card));
      if (waiting.length === MOST_WAITING) break;
    }
    return waiting;
  }
}

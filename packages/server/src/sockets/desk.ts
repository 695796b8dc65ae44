/** ③ What every console shows outside of a call; pushed whole, a few times a second. */
import type { DeskState } from "@knockknock/protocol";
import type { CallCore } from "../calls/core.ts";
import { agentsOf, type CallState, isLive, isWaiting } from "../calls/machine.ts";
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
  /** Consoles to be told; those in `urgent` at once. */
  private readonly dirty = new Set<string>();
  private readonly urgent = new Set<string>();
  private everyone = false;
  /** When each agent was told last. */
  private readonly toldAt = new Map<string, number>();
  private scheduled = false;
  private waitingForTurn = false;

  constructor(core: CallCore, seats: Seats, relay: Relay, reachable: Reachable) {
    this.core = core;
    this.seats = seats;
    this.relay = relay;
    this.reachable = reachable;
  }

  /** Marks the consoles that a change shows on. */
  changed({ before, after }: CallChange): void {
    if (before !== null && looksSame(before, after)) return;
    const was = before?.phase.name ?? null;
    if (was === "queued" || after.phase.name === "queued") this.everyone = true;
    const known = new Set<string>();
    for (const { id } of before === null ? [] : agentsOf(before.phase)) known.add(id);
    for (const id of known) this.dirty.add(id);
    for (const { id } of agentsOf(after.phase)) {
      this.dirty.add(id);
      // The visitor hears it ring: the card must not wait for its turn.
      if (!known.has(id)) this.urgent.add(id);
    }
    this.schedule();
  }

  /** `urgent`: a console that knows nothing yet. */
  touch(agentId: string, how?: "urgent"): void {
    this.dirty.add(agentId);
    if (how === "urgent") this.urgent.add(agentId);
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
    if (this.everyone) for (const agentId of this.seats.agentIds()) this.dirty.add(agentId);
    this.everyone = false;
    this.push(this.takeDue());
    if (this.dirty.size === 0 || this.waitingForTurn) return;
    this.waitingForTurn = true;
    this.core.clock.after(this.core.limits.deskEveryMs, () => {
      this.waitingForTurn = false;
      this.flush();
    });
  }

  /** Whoever was told a moment ago waits: visitors by the hundred must not be told of one by one. */
  private takeDue(): string[] {
    const now = this.core.clock.now();
    const since = now - this.core.limits.deskEveryMs;
    for (const [agentId, at] of this.toldAt) if (at <= since) this.toldAt.delete(agentId);
    const due = [...this.dirty].filter((id) => this.urgent.has(id) || !this.toldAt.has(id));
    for (const agentId of due) {
      this.dirty.delete(agentId);
      this.toldAt.set(agentId, now);
    }
    this.urgent.clear();
    return due;
  }

  private push(agentIds: readonly string[]): void {
    if (agentIds.length === 0) return;
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

/** Whether a desk shows the call as it did before. */
function looksSame(before: CallState, after: CallState): boolean {
  // Within a call it stays as it is, unless another agent has it now.
  if (isLive(before.phase) && isLive(after.phase)) {
    return before.phase.agent.id === after.phase.agent.id;
  }
  if (before.phase !== after.phase || before.page !== after.page) return false;
  // Who waits is shown without what the browser allows; on a card it is told.
  return after.phase.name === "queued" || before.visitor.permission === after.visitor.permission;
}

/**
 * Who rings for whom. All free agents ring for every waiting call; an agent in a call rings for
 * none. Runs after every change that may matter, never twice at once.
 */
import { agentsOf, type CallEvent, type CallState, isLive, type Person } from "../calls/machine.ts";
import type { Clock } from "../calls/ports.ts";
import type { ActiveCall } from "../calls/service.ts";

/** Cards on one console at a time; twice what one address may have waiting, so none fills it. */
export const RINGS_PER_AGENT = 24;

export interface QueueSnapshot {
  /** Oldest first. */
  readonly calls: Iterable<ActiveCall>;
  /** Available agents, busy ones too. */
  readonly online: readonly Person[];
  /** Ids of all whose consoles are open, available or not. */
  readonly present: ReadonlySet<string>;
}

/** Agents who take part in a call, each with its call. */
export function busyAgents(calls: Iterable<ActiveCall>): Map<string, string> {
  const busy = new Map<string, string>();
  for (const { state } of calls) {
    const { phase, direction } = state;
    if (isLive(phase)) busy.set(phase.agent.id, state.id);
    else if (direction === "outbound") for (const { id } of agentsOf(phase)) busy.set(id, state.id);
  }
  return busy;
}

export function freeAgents({ calls, online }: Omit<QueueSnapshot, "present">): Person[] {
  const busy = busyAgents(calls);
  return online.filter((agent) => !busy.has(agent.id));
}

/** What has to happen when an agent leaves the team: its call ends, and nothing rings for it. */
export function leaving(
  agentId: string,
  calls: Iterable<ActiveCall>,
  anyoneOnline: boolean,
): Planned[] {
  const events: Planned[] = [];
  for (const { state } of calls) {
    const { id: callId, phase } = state;
    if (isLive(phase) && phase.agent.id === agentId) {
      events.push({ callId, event: { type: "hangup", who: agentId, agoMs: 0 } });
    } else if (agentsOf(phase).some(({ id }) => id === agentId)) {
      events.push(agentGone(callId, agentId, "unavailable", anyoneOnline));
    }
  }
  return events;
}

/** What has to happen so that the right consoles ring and every position is true. */
export function plan(snapshot: QueueSnapshot): Planned[] {
  const busy = busyAgents(snapshot.calls);
  const online = new Set(snapshot.online.map((agent) => agent.id));
  const anyoneOnline = snapshot.online.length > 0;
  const rings = new Map<string, number>();
  const events: Planned[] = [];
  const positions = new Map<string, number>();

  for (const { state } of snapshot.calls) {
    if (state.direction === "outbound") {
      events.push(...goneCallers(state, snapshot.present, anyoneOnline));
      continue;
    }
    const { phase } = state;
    if (phase.name === "ringing") {
      for (const { id } of phase.agents) {
        if (busy.has(id)) {
          events.push(agentGone(state.id, id, "busy", anyoneOnline));
        } else if (!online.has(id)) {
          events.push(agentGone(state.id, id, "unavailable", anyoneOnline));
        } else rings.set(id, (rings.get(id) ?? 0) + 1);
      }
    }
  }
  for (const { state } of snapshot.calls) {
    const { phase } = state;
    if (state.direction === "outbound") continue;
    if (phase.name !== "queued" && phase.name !== "ringing") continue;
    const ringing = new Set(agentsOf(phase).map((agent) => agent.id));
    const agents = snapshot.online.filter(
      ({ id }) =>
        !busy.has(id) &&
        !ringing.has(id) &&
        !state.asked.includes(id) &&
        (rings.get(id) ?? 0) < RINGS_PER_AGENT,
    );
    for (const { id } of agents) rings.set(id, (rings.get(id) ?? 0) + 1);
    if (agents.length > 0) {
      events.push({ callId: state.id, event: { type: "agents_available", agents } });
    } else if (phase.name === "queued") {
      const position = (positions.get(state.siteId) ?? 0) + 1;
      positions.set(state.siteId, position);
      if (position !== phase.position || anyoneOnline !== phase.anyoneOnline) {
        const event: CallEvent = { type: "queue_moved", position, anyoneOnline };
        events.push({ callId: state.id, event });
      }
    }
  }
  return events;
}

interface Planned {
  readonly callId: string;
  readonly event: CallEvent;
}

const agentGone = (
  callId: string,
  agentId: string,
  why: "busy" | "unavailable",
  anyoneOnline: boolean,
): Planned => ({ callId, event: { type: "agent_gone", agentId, why, anyoneOnline } });

/** A caller whose console is gone no longer calls. */
function goneCallers(
  { id: callId, phase }: CallState,
  present: ReadonlySet<string>,
  anyoneOnline: boolean,
): Planned[] {
  if (phase.name !== "ringing") return [];
  return phase.agents
    .filter(({ id }) => !present.has(id))
    .map(({ id }) => agentGone(callId, id, "unavailable", anyoneOnline));
}

/** After a failure the work is tried again. */
const RETRY_MS = 2_000;

/** Runs `work` soon after `poke`, once for any number of pokes, one at a time. */
export class Coalesced {
  private readonly work: () => Promise<void>;
  private readonly clock: Clock;
  private readonly onError: (error: unknown) => void;
  private forgetRetry: () => void = () => undefined;
  private wanted = false;
  private stopped = false;
  private current: Promise<void> | null = null;

  constructor(work: () => Promise<void>, clock: Clock, onError: (error: unknown) => void) {
    this.work = work;
    this.clock = clock;
    this.onError = onError;
  }

  poke(): void {
    this.wanted = true;
    if (this.current === null && !this.stopped) this.current = this.run();
  }

  /** Resolves when nothing is left to do. */
  async settled(): Promise<void> {
    while (this.current !== null) await this.current;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.forgetRetry();
    await this.settled();
  }

  private async run(): Promise<void> {
    // Lets everything that changed in the same turn come together.
    await Promise.resolve();
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      try {
        await this.work();
      } catch (error) {
        this.onError(error);
        // What was to be done is still to be done, and nothing else may ever ask for it.
        this.forgetRetry();
        this.forgetRetry = this.clock.after(RETRY_MS, () => this.poke());
      }
    }
    this.current = null;
  }
}

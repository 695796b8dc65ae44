/**
 * The only writer of calls. A command loads the row (locked), reduces, and writes phase, event,
 * deadline and the command's answer in one transaction; only then is anyone told.
 */
import type { ChatMessage, RingEnded, WireError } from "@knockknock/protocol";
import { VISITOR } from "@knockknock/protocol";
import { answer, answered, type CommandId } from "./answered.ts";
import { type CallEvent, type CallState, type Effect, isLive, reduce } from "./machine.ts";
import { givenAt } from "./machine/steps.ts";
import type { Clock } from "./ports.ts";
import type { CallStore, StoredCall, Tx } from "./store.ts";
import type { StoredCard } from "./view.ts";

/** A call that has not ended, as last committed. */
export interface ActiveCall {
  readonly state: CallState;
  readonly card: StoredCard;
}

export interface CallChange {
  /** Null for a new call. */
  readonly before: CallState | null;
  readonly after: CallState;
  readonly chat: ChatMessage | null;
}

/** Is told after the commit, synchronously, in the order of the commits of a call. */
export interface CallListener {
  changed(change: CallChange): void;
  ringEnded(agentIds: readonly string[], info: RingEnded): void;
}

export type CommandOutcome =
  | { readonly ok: true; readonly state: CallState }
  | { readonly ok: false; readonly error: WireError };

interface Committed extends CallChange {
  readonly effects: readonly Effect[];
  readonly card: StoredCard;
}

const NO_SUCH_CALL: WireError = {
  code: "not_found",
  message: "There is no such call for this participant.",
};

/** Chat that was typed while the server was away may still arrive after the end. */
const LATE_CHAT_MS = 5 * 60_000;

export class CallService {
  private readonly store: CallStore;
  private readonly clock: Clock;
  /** Messages that one call keeps. */
  private readonly mostChat: number;
  private readonly listeners = new Set<CallListener>();
  private readonly running = new Map<string, ActiveCall>();

  constructor(store: CallStore, clock: Clock, mostChat: number) {
    this.mostChat = mostChat;
    this.store = store;
    this.clock = clock;
  }

  /** All calls that have not ended, oldest first. */
  get active(): ReadonlyMap<string, ActiveCall> {
    return this.running;
  }

  listen(listener: CallListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Loads what ran when the server stopped; each call hears that the server is back. */
  async load(): Promise<void> {
    for (const { state, card } of await this.store.running()) {
      this.running.set(state.id, { state, card });
    }
    await this.dispatchAll(
      [...this.running.keys()].map((callId) => ({ callId, event: { type: "server_started" } })),
    );
  }

  /** Writes a new call. `events` are reduced into the same transaction and the same row. */
  async open(
    call: { state: CallState; card: StoredCard; knockKey: string; person: string | null },
    events: readonly CallEvent[],
    also: (tx: Tx) => Promise<void>,
  ): Promise<CallState> {
    const now = this.clock.now();
    let { state } = call;
    const effects: Effect[] = [];
    for (const event of events) {
      const step = reduce(state, event, now);
      state = step.state;
      effects.push(...step.effects);
    }
    await this.store.transaction(async (tx) => {
      await also(tx);
      await this.store.insert(tx, { ...call, state });
      await this.store.event(tx, state, "knock", { direction: state.direction }, now);
    });
    this.publish({ before: null, after: state, chat: null, effects, card: call.card });
    return state;
  }

  /** Runs one event; with `command`, a second time only answers again. */
  async dispatch(
    callId: string,
    event: CallEvent,
    command?: CommandId,
    admits: (stored: StoredCall) => boolean = () => true,
  ): Promise<CommandOutcome> {
    const now = this.clock.now();
    const { outcome, committed } = await this.store.transaction(async (tx) => {
      const stored = await this.store.lock(tx, callId);
      if (stored === null || !admits(stored))
        return { outcome: refuse(NO_SUCH_CALL), committed: null };
      if (command !== undefined) {
        const before = await answered(tx, callId, command);
        if (before !== null) return { outcome: again(before.error, stored), committed: null };
      }
      const { error, ...written } = await this.reduceInto(tx, stored, event, now);
      if (command !== undefined) {
        await answer(tx, callId, command, error, now);
      }
      return {
        outcome: error === null ? accepted(written.state) : refuse(error),
        committed: written.committed,
      };
    });
    if (committed !== null) this.publish(committed);
    return outcome;
  }

  /** Runs several events in one transaction; none of them is a command. */
  async dispatchAll(
    events: readonly { readonly callId: string; readonly event: CallEvent }[],
  ): Promise<void> {
    if (events.length === 0) return;
    const now = this.clock.now();
    const committed = await this.store.transaction(async (tx) => {
      const done: Committed[] = [];
      for (const { callId, event } of events) {
        const stored = await this.store.lock(tx, callId);
        if (stored === null) continue;
        const written = await this.reduceInto(tx, stored, event, now);
        if (written.committed !== null) done.push(written.committed);
      }
      return done;
    });
    for (const change of committed) this.publish(change);
  }

  /** Keeps a chat message with the record and tells everyone in the call, once per message id. */
  async chat(
    callId: string,
    who: string,
    message: { id: string; text: string },
    command: CommandId,
  ): Promise<CommandOutcome> {
    const now = this.clock.now();
    const { outcome, committed } = await this.store.transaction(async (tx) => {
      const stored = await this.store.lock(tx, callId);
      if (stored === null || !takesPart(stored.state, who)) {
        return { outcome: refuse(NO_SUCH_CALL), committed: null };
      }
      const before = await answered(tx, callId, command);
      if (before !== null) return { outcome: again(before.error, stored), committed: null };
      if (!mayChat(stored.state, now)) {
        const error: WireError = {
          code: "wrong_phase",
          message: `The call is ${stored.state.phase.name}: nobody would read this message.`,
        };
        return { outcome: refuse(error), committed: null };
      }
      if ((await this.store.countChat(tx, callId)) >= this.mostChat) {
        const error: WireError = {
          code: "rate_limited",
          message: `This call holds ${this.mostChat} messages, and no more are kept.`,
        };
        return { outcome: refuse(error), committed: null };
      }
      const after = { ...stored.state, seq: stored.state.seq + 1 };
      const at = givenAt(stored.state, command.agoMs, now);
      const chat: ChatMessage = { ...message, from: who, at };
      const isNew = await this.store.chat(tx, after, chat, now);
      if (isNew) await this.store.update(tx, stored, after);
      await answer(tx, callId, command, null, now);
      return {
        outcome: accepted(isNew ? after : stored.state),
        committed: isNew
          ? { before: stored.state, after, chat, effects: [], card: stored.card }
          : null,
      };
    });
    if (committed !== null) this.publish(committed);
    return outcome;
  }

  private async reduceInto(
    tx: Tx,
    stored: StoredCall,
    event: CallEvent,
    now: number,
  ): Promise<{ state: CallState; committed: Committed | null; error: WireError | null }> {
    const { state, effects } = reduce(stored.state, event, now);
    const refusal = effects.find((effect) => effect.type === "refused");
    const error = refusal === undefined ? null : wireError(refusal);
    if (state === stored.state) return { state, committed: null, error };
    await this.store.update(tx, stored, state);
    await this.store.event(tx, state, event.type, eventData(event, state), now);
    const before = stored.state;
    const committed = { before, after: state, chat: null, effects, card: stored.card };
    return { state, committed, error };
  }

  private publish({ before, after, chat, effects, card }: Committed): void {
    const known = this.running.get(after.id);
    if (known !== undefined && known.state.seq >= after.seq) return;
    if (after.phase.name === "ended") this.running.delete(after.id);
    else this.running.set(after.id, { state: after, card });
    for (const listener of this.listeners) {
      for (const effect of effects) {
        if (effect.type !== "ring_ended") continue;
        const { agentIds, outcome, by } = effect;
        listener.ringEnded(agentIds, { callId: after.id, outcome, by });
      }
      listener.changed({ before, after, chat });
    }
  }
}

/** In the call now, or until it ended. */
export const takesPart = (state: CallState, who: string): boolean =>
  who === VISITOR || ("agent" in state.phase && state.phase.agent?.id === who);

/** Where nobody talked to anybody there is nothing to say afterwards. */
const mayChat = ({ phase, connectedAt }: CallState, now: number): boolean =>
  isLive(phase) ||
  (phase.name === "ended" && connectedAt !== null && now - phase.at < LATE_CHAT_MS);

const accepted = (state: CallState): CommandOutcome => ({ ok: true, state });
const refuse = (error: WireError): CommandOutcome => ({ ok: false, error });
const again = (error: WireError | null, stored: StoredCall): CommandOutcome =>
  error === null ? accepted(stored.state) : refuse(error);

const wireError = ({ code, message, by }: Extract<Effect, { type: "refused" }>): WireError => ({
  code,
  message,
  ...(by === undefined ? {} : { by }),
});

/** What the timeline keeps of an event: who and where to, no more. */
function eventData(event: CallEvent, state: CallState): object {
  const base = { phase: state.phase.name };
  switch (event.type) {
    case "page":
      return { ...base, url: event.page.url, title: event.page.title };
    case "report":
      return { ...base, who: event.who, state: event.leg.state, epoch: event.leg.epoch };
    case "media":
      return { ...base, who: event.who, ...event.media };
    case "permission":
      return { ...base, who: event.who, ...event.permission };
    case "joined":
      return { ...base, who: event.who, fresh: event.fresh };
    case "hold":
      return { ...base, who: event.who, on: event.on };
    case "transfer":
      return { ...base, who: event.who, to: event.to.id };
    case "console_opened":
      return { ...base, who: event.agentId };
    case "agent_gone":
      return { ...base, who: event.agentId, why: event.why };
    case "cooled":
      return { ...base, who: event.agentId, epoch: event.epoch };
    case "hangup":
    case "ended_by_peer":
      return { ...base, who: event.who, ...(event.agoMs > 0 && { agoMs: event.agoMs }) };
    case "accept":
    case "decline":
    case "cancel":
    case "leaving":
    case "away":
    case "rebuild":
      return { ...base, who: event.who };
    case "agents_available":
    case "deadline":
    case "queue_moved":
    case "server_started":
    case "server_shutdown":
    case "fault":
      return base;
  }
}

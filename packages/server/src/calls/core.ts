/** Everything that makes calls work, put together; HTTP and sockets are attached from outside. */
import { VISITOR } from "@knockknock/protocol";
import type { Logger } from "pino";
import { Presence } from "../queue/presence.ts";
import { busyAgents, Coalesced, leaving, plan } from "../queue/router.ts";
import type { CommandId } from "./answered.ts";
import { AnsweredKeys } from "./answered-keys.ts";
import { Deadlines } from "./deadlines.ts";
import { Doorbell, newId } from "./knock.ts";
import {
  agentsOf,
  calledOut,
  type CallEvent,
  type CallState,
  nextDeadline,
  type Person,
} from "./machine.ts";
import { Mailbox } from "./messages.ts";
import { type CallMetrics, createCallMetrics } from "./metrics.ts";
import {
  type CallCoreDeps,
  type Clock,
  DEFAULT_LIMITS,
  type Limits,
  type SiteDirectory,
  type TurnConfig,
} from "./ports.ts";
import { onlyOneCall } from "./one-call.ts";
import { History } from "./record.ts";
import { type CallChange, type CommandOutcome, CallService } from "./service.ts";
import { CallStore, type StoredCall } from "./store.ts";
import { createTickets, type Tickets } from "./ticket.ts";

export interface CallCore {
  readonly service: CallService;
  readonly presence: Presence;
  readonly history: History;
  readonly mailbox: Mailbox;
  readonly metrics: CallMetrics;
  readonly doorbell: Doorbell;
  readonly tickets: Tickets;
  readonly store: CallStore;
  readonly sites: SiteDirectory;
  readonly turn: TurnConfig;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: Logger;
  /** The call that each busy agent is in. */
  busy(): Map<string, string>;
  accept(callId: string, agentId: string, fresh: boolean, id: CommandId): Promise<CommandOutcome>;
  decline(callId: string, who: string, id: CommandId): Promise<CommandOutcome>;
  /** The call that this key opened already, if it did. */
  calledOut(origin: StoredCall, key: string): Promise<CallState | null>;
  /** Opens the call in which an agent calls a visitor back. */
  callOut(origin: StoredCall, caller: Person, key: string): Promise<CommandOutcome>;
  /** The agent is of the team no more: its call is over, and nothing rings for it. */
  dismiss(agentId: string): Promise<void>;
  /** Uses a visitor's ticket. Null: it proves nothing. */
  redeem(callId: string, ticket: string): Promise<{ next: string; state: CallState } | null>;
  /** The visitor's page is being replaced. False: it is not the page that holds the seat. */
  leaves(callId: string, ticket: string): Promise<boolean>;
  callsByPhase(): Record<string, number>;
  /** Loads running calls and re-arms their deadlines. Call once, before listening. */
  start(): Promise<void>;
  /** Lets nobody in and ends what only waits; calls between peers go on. */
  drain(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when the queue has nothing left to do. */
  settled(): Promise<void>;
}

/** Keys of calls from agents share a column with those of knocks. */
const backKey = (key: string): string => `back.${key}`;

/** After a failed write the deadline is tried again. */
const DEADLINE_RETRY_MS = 2_000;

export function createCallCore(deps: CallCoreDeps): CallCore {
  const { db, clock, log, sites, turn } = deps;
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const metrics = createCallMetrics();
  const store = new CallStore(db);
  const service = new CallService(store, clock, limits.chatPerCall);
  const keys = new AnsweredKeys({ service, store, clock, log });
  const history = new History(db.kysely, () => clock.now());
  const tickets = createTickets(deps.secret);
  const presence = new Presence(db, clock, () => router.poke());
  /** Agents who left the team. A command of theirs may be on its way to the database still. */
  const dismissed = new Set<string>();
  const leaveCalls = (agentId: string) =>
    service.dispatchAll(leaving(agentId, service.active.values(), presence.anyoneOnline()));
  const oneCallOnly = onlyOneCall({ service, dismissed, leaveCalls });
  /** Deadlines' writes under way. */
  const pending = new Set<Promise<void>>();

  const online = () => presence.online().map((agent) => agent.id);
  const deadlines = new Deadlines(clock, (callId) => {
    const event: CallEvent = { type: "deadline", online: online() };
    const write = service
      .dispatch(callId, event)
      .then(() => undefined)
      .catch((error: unknown) => {
        log.error({ err: error, callId }, "a deadline could not be written; trying again");
        deadlines.set(callId, clock.now() + DEADLINE_RETRY_MS);
      })
      .finally(() => pending.delete(write));
    pending.add(write);
  });
  const router = new Coalesced(
    () =>
      service.dispatchAll(
        plan({
          calls: [...service.active.values()],
          online: presence.online(),
          present: presence.present(),
        }),
      ),
    clock,
    (error) => log.error({ err: error }, "the queue could not be moved; trying again"),
  );
  const doorbell = new Doorbell({
    service,
    store,
    history,
    presence,
    tickets,
    clock,
    turn,
    limits,
    metrics,
    sites,
  });

  service.listen({
    changed: (change) => {
      deadlines.set(change.after.id, nextDeadline(change.after));
      if (movesQueue(change)) router.poke();
      observe(change);
    },
    ringEnded: () => undefined,
  });

  /** One line per step of a call's life. */
  function observe({ before, after }: CallChange): void {
    if (before?.phase.name === after.phase.name) return;
    const { phase } = after;
    const line = { callId: after.id, seq: after.seq, from: before?.phase.name ?? null };
    if (phase.name === "ended") {
      const { reason, by, durationMs } = phase;
      metrics.ended.inc({ reason });
      log.info({ ...line, reason, by, durationMs }, "call ended");
      return;
    }
    if (before !== null && before.answeredAt === null && after.answeredAt !== null) {
      metrics.waiting.observe((after.answeredAt - after.createdAt) / 1000);
    }
    log.info(line, `call ${phase.name}`);
  }

  return {
    service,
    presence,
    history,
    mailbox: new Mailbox(db.kysely),
    metrics,
    doorbell,
    tickets,
    store,
    sites,
    turn,
    limits,
    clock,
    log,
    busy: () => busyAgents(service.active.values()),

    accept: (callId, agentId, fresh, id) =>
      oneCallOnly(agentId, callId, () =>
        service.dispatch(callId, { type: "accept", who: agentId, fresh }, id),
      ),

    async calledOut({ state }, key) {
      return (await store.byKnock(state.siteId, backKey(key)))?.state ?? null;
    },

    callOut: (origin, caller, key) =>
      oneCallOnly(caller.id, null, async () => {
        const state = calledOut({ ...origin.state, id: newId() }, caller, clock.now());
        const call = { state, card: origin.card, knockKey: backKey(key), person: null };
        return { ok: true, state: await service.open(call, [], () => Promise.resolve()) };
      }),

    decline: (callId, who, id) =>
      service.dispatch(callId, { type: "decline", who, online: online() }, id),

    async dismiss(agentId) {
      dismissed.add(agentId);
      await presence.dismiss(agentId);
      await leaveCalls(agentId);
    },

    async redeem(callId, ticket) {
      // A forged ticket costs a hash, not a turn at the database.
      if (tickets.genuine(callId, ticket) === null) return null;
      return store.transaction(async (tx) => {
        const stored = await store.lock(tx, callId);
        if (stored === null) return null;
        const { ticketUsed } = stored;
        const generation = tickets.check(callId, ticket, ticketUsed);
        if (generation === null) return null;
        if (generation !== ticketUsed) {
          await tx
            .updateTable("call")
            .set({ ticketUsed: generation })
            .where("id", "=", callId)
            .execute();
        }
        return { next: tickets.issue(callId, generation + 1), state: stored.state };
      });
    },

    async leaves(callId, ticket) {
      if (tickets.genuine(callId, ticket) === null) return false;
      const outcome = await service.dispatch(
        callId,
        { type: "leaving", who: VISITOR },
        undefined,
        ({ ticketUsed }) => tickets.isHeld(callId, ticket, ticketUsed),
      );
      return outcome.ok;
    },

    callsByPhase() {
      const counts: Record<string, number> = {};
      for (const { state } of service.active.values()) {
        counts[state.phase.name] = (counts[state.phase.name] ?? 0) + 1;
      }
      return counts;
    },

    async start() {
      const running = await store.running();
      await presence.load(running.flatMap(({ state }) => [...agentsOf(state.phase)]));
      await service.load();
      await keys.sweep();
      router.poke();
      await router.settled();
    },

    async drain() {
      doorbell.close();
      await service.dispatchAll(
        [...service.active.keys()].map((callId) => ({
          callId,
          event: { type: "server_shutdown" },
        })),
      );
    },

    async stop() {
      doorbell.close();
      deadlines.stop();
      keys.stop();
      presence.stop();
      await router.stop();
      await Promise.all(pending);
    },

    async settled() {
      while (pending.size > 0) await Promise.all(pending);
      await router.settled();
    },
  };
}

/** Whether somebody may now ring, or stop ringing, or stand elsewhere in the queue. */
function movesQueue({ before, after }: CallChange): boolean {
  if (before === null) return true;
  return (
    before.phase.name !== after.phase.name ||
    agentsOf(before.phase).length !== agentsOf(after.phase).length
  );
}

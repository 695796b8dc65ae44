/** Calls in the database. Every write happens inside the transaction that the caller opened. */
import type { ChatMessage } from "@knockknock/protocol";
import type { Kysely, Transaction } from "kysely";
import type { Db } from "../db/client.ts";
import type { Database } from "../db/schema.ts";
import { type CallState, isLive, nextDeadline, type Person } from "./machine.ts";
import type { StoredCard } from "./view.ts";

export type Tx = Transaction<Database>;

export interface StoredCall {
  readonly state: CallState;
  readonly card: StoredCard;
  readonly ticketUsed: number;
}

/** Some 400 kB at most: as much as a page that comes back may ask for in one answer. */
const MOST_CHAT_AT_ONCE = 200;

/**
 * A call keeps its first and its newest events, and all of its chat, which has a limit of its own:
 * how it began and how it ended. One that lasts for hours stays below; what goes on turning camera,
 * page or connection over and over fills no disk.
 */
const FIRST_EVENTS = 200;
const NEWEST_EVENTS = 300;

const COLUMNS = ["state", "card", "ticketUsed"] as const;

interface Columns {
  state: string;
  card: string;
  ticketUsed: number;
}

const decode = (row: Columns): StoredCall => ({
  state: JSON.parse(row.state) as CallState,
  card: JSON.parse(row.card) as StoredCard,
  ticketUsed: row.ticketUsed,
});

export class CallStore {
  private readonly db: Db;
  constructor(db: Db) {
    this.db = db;
  }

  get kysely(): Kysely<Database> {
    return this.db.kysely;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.kysely.transaction().execute(work);
  }

  /** Reads a call and keeps others from changing it until the transaction ends. */
  async lock(tx: Tx, callId: string): Promise<StoredCall | null> {
    const query = tx.selectFrom("call").select(COLUMNS).where("id", "=", callId);
    // SQLite has one connection, so the open transaction is the lock.
    const row = await (
      this.db.dialect === "postgres" ? query.forUpdate() : query
    ).executeTakeFirst();
    return row === undefined ? null : decode(row);
  }

  async read(callId: string): Promise<StoredCall | null> {
    const row = await this.kysely
      .selectFrom("call")
      .select(COLUMNS)
      .where("id", "=", callId)
      .executeTakeFirst();
    return row === undefined ? null : decode(row);
  }

  async byKnock(siteId: string, knockKey: string): Promise<StoredCall | null> {
    const row = await this.kysely
      .selectFrom("call")
      .select(COLUMNS)
      .where("siteId", "=", siteId)
      .where("knockKey", "=", knockKey)
      .executeTakeFirst();
    return row === undefined ? null : decode(row);
  }

  /** All calls that have not ended. */
  async running(): Promise<StoredCall[]> {
    const rows = await this.kysely
      .selectFrom("call")
      .select(COLUMNS)
      .where("phase", "!=", "ended")
      .orderBy("createdAt")
      .execute();
    return rows.map(decode);
  }

  async insert(
    tx: Tx,
    call: { state: CallState; card: StoredCard; knockKey: string; person: string | null },
  ): Promise<void> {
    const { state, card } = call;
    await tx
      .insertInto("call")
      .values({
        id: state.id,
        siteId: state.siteId,
        knockKey: call.knockKey,
        ticketUsed: 0,
        card: JSON.stringify(card),
        person: call.person,
        searchText: searchText(state, card, null),
        createdAt: state.createdAt,
        stars: null,
        comment: "",
        notes: "",
        visitorQuality: null,
        agentQuality: null,
        ...columns(state),
      })
      .execute();
  }

  async update(tx: Tx, call: StoredCall, state: CallState): Promise<void> {
    const change = columns(state);
    const named = change.agentName !== null && !isLive(call.state.phase);
    const moved = state.page !== call.state.page;
    await tx
      .updateTable("call")
      .set(
        named || moved
          ? { ...change, searchText: searchText(state, call.card, change.agentName) }
          : change,
      )
      .where("id", "=", state.id)
      .execute();
  }

  async event(tx: Tx, state: CallState, type: string, data: object, at: number): Promise<void> {
    await tx
      .insertInto("callEvent")
      .values({
        callId: state.id,
        seq: state.seq,
        at,
        type,
        data: JSON.stringify(data),
        chatFrom: null,
        chatId: null,
      })
      .execute();
    if (state.seq <= FIRST_EVENTS + NEWEST_EVENTS) return;
    await tx
      .deleteFrom("callEvent")
      .where("callId", "=", state.id)
      .where("seq", ">", FIRST_EVENTS)
      .where("chatId", "is", null)
      // Counted without the chat, which is numbered, too.
      .where("seq", "<=", (events) =>
        events
          .selectFrom("callEvent as kept")
          .select("kept.seq")
          .where("kept.callId", "=", state.id)
          .where("kept.chatId", "is", null)
          .orderBy("kept.seq", "desc")
          .offset(NEWEST_EVENTS)
          .limit(1),
      )
      .execute();
  }

  /** Deletes the keys of calls that ended before this time, those excepted that came after it. */
  async forgetKeys(before: number): Promise<void> {
    await this.kysely
      .deleteFrom("callCommand")
      .where("at", "<", before)
      .where("callId", "in", (calls) =>
        calls.selectFrom("call").select("id").where("endedAt", "<", before),
      )
      .execute();
  }

  /** False when this message is there already (it came by the other road, or twice). */
  async chat(tx: Tx, state: CallState, message: ChatMessage, now: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("callEvent")
      .values({
        callId: state.id,
        seq: state.seq,
        at: now,
        type: "chat",
        data: JSON.stringify(message),
        chatFrom: message.from,
        chatId: message.id,
      })
      .onConflict((conflict) => conflict.columns(["callId", "chatFrom", "chatId"]).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async countChat(tx: Tx, callId: string): Promise<number> {
    const { messages } = await tx
      .selectFrom("callEvent")
      .select((expression) => expression.fn.countAll().as("messages"))
      .where("callId", "=", callId)
      .where("chatId", "is not", null)
      .executeTakeFirstOrThrow();
    return Number(messages);
  }

  /** What was said after `seq`, oldest first; of a longer talk the newest messages. */
  async chatSince(callId: string, seq: number, most = MOST_CHAT_AT_ONCE): Promise<ChatMessage[]> {
    const rows = await this.kysely
      .selectFrom("callEvent")
      .select("data")
      .where("callId", "=", callId)
      .where("chatId", "is not", null)
      .where("seq", ">", seq)
      .orderBy("seq", "desc")
      .limit(most)
      .execute();
    return inOrder(rows.map((row) => JSON.parse(row.data) as ChatMessage).toReversed());
  }
}

/** As it was said: while the server was away, each side kept what it said. */
export const inOrder = (chat: readonly ChatMessage[]): ChatMessage[] =>
  chat.toSorted((one, other) => one.at - other.at);

const liveAgent = (state: CallState): Person | null =>
  "agent" in state.phase ? state.phase.agent : null;

/** What the record keeps in columns of its own. */
function columns(state: CallState) {
  const { phase } = state;
  const agent = liveAgent(state);
  const ended = phase.name === "ended" ? phase : null;
  return {
    phase: phase.name,
    seq: state.seq,
    state: JSON.stringify(state),
    deadlineAt: nextDeadline(state),
    agentId: agent?.id ?? null,
    agentName: agent?.name ?? null,
    answeredAt: state.answeredAt,
    connectedAt: state.connectedAt,
    endedAt: ended?.at ?? null,
    endReason: ended?.reason ?? null,
    endedBy: ended?.by ?? null,
    durationMs: ended?.durationMs ?? 0,
  };
}

const searchText = (state: CallState, card: StoredCard, agentName: string | null): string =>
  [card.name, card.email, state.page.url, state.page.title, state.siteName, card.device, agentName]
    .filter((part) => part !== null)
    .join("\n")
    .toLowerCase();

/** ⑧ What stays of a call: the history, a call's detail, and what people add to it. */
import {
  type CallDetail,
  type CallRecord,
  type CallRecordPage,
  type ChatMessage,
  EndReason,
  type MessagePage,
  type Page,
  Party,
  type QualitySummary,
  VISITOR,
  type WireError,
} from "@knockknock/protocol";
import { type Kysely, type Selectable, sql } from "kysely";
import type { CallTable, Database } from "../db/schema.ts";
import type { CallState } from "./machine.ts";
import { inOrder } from "./store.ts";
import { cardView, type StoredCard } from "./view.ts";

export interface HistoryQuery {
  /** A `HistoryCursor`: only calls that come after it in the order of the history. */
  readonly before: string | null;
  /** 1–200. */
  readonly limit: number;
  /** `answered`: both sides were connected; `missed`: over without it. */
  readonly outcome: "answered" | "missed" | null;
  /**
   * Words that must all be found, in any order, whatever the case: in name, e-mail, page, site,
   * device, agent's name, notes and the visitor's comment.
   */
  readonly search?: string;
}

export interface WholeCall extends CallDetail {
  readonly timeline: readonly {
    readonly seq: number;
    readonly at: number;
    readonly type: string;
    readonly data: unknown;
  }[];
}

const LONGEST_PAGE = 200;

/** A `HistoryCursor` as a condition: rows that come after it, newest first. */
function comesAfter(cursor: string) {
  const [time, id = ""] = cursor.split(".");
  const createdAt = Number(time);
  return sql<boolean>`(${sql.ref("createdAt")} < ${createdAt} or (${sql.ref("createdAt")} = ${createdAt} and ${sql.ref("id")} < ${id}))`;
}

const SEARCHED = ["searchText", "notes", "comment"] as const;

function holds(word: string) {
  const escaped = word.replace(/[\\%_]/g, (special) => `\\${special}`);
  const like = (column: string, pattern: string) =>
    sql<boolean>`lower(${sql.ref(column)}) like ${`%${pattern}%`} escape '\\'`;
  // Once as it was typed too: SQLite's `lower` knows no letters beyond ASCII.
  const patterns = new Set([escaped.toLowerCase(), escaped]);
  const ways = SEARCHED.flatMap((column) => [...patterns].map((text) => like(column, text)));
  return sql<boolean>`(${sql.join(ways, sql` or `)})`;
}

/** `found`: one row more than the page holds, if there is one. */
function pageOf<Row extends { readonly createdAt: number; readonly id: string }>(
  found: readonly Row[],
  limit: number,
): { shown: readonly Row[]; next: string | null } {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { shown, next: last === undefined ? null : `${last.createdAt}.${last.id}` };
}

const NO_SUCH_CALL: WireError = {
  code: "not_found",
  message: "There is no such call for this participant.",
};

export class History {
  private readonly kysely: Kysely<Database>;
  private readonly now: () => number;

  constructor(kysely: Kysely<Database>, now: () => number) {
    this.kysely = kysely;
    this.now = now;
  }

  /** Newest first. */
  async calls(query: HistoryQuery): Promise<CallRecordPage> {
    const limit = Math.max(1, Math.min(query.limit, LONGEST_PAGE));
    let rows = this.kysely
      .selectFrom("call")
      .selectAll()
      .orderBy("createdAt", "desc")
      .orderBy("id", "desc");
    if (query.before !== null) rows = rows.where(comesAfter(query.before));
    if (query.outcome === "answered") rows = rows.where("connectedAt", "is not", null);
    if (query.outcome === "missed") {
      rows = rows.where("connectedAt", "is", null).where("phase", "=", "ended");
    }
    for (const word of (query.search ?? "").split(/\s+/u)) {
      if (word !== "") rows = rows.where(holds(word));
    }
    const { shown, next } = pageOf(await rows.limit(limit + 1).execute(), limit);
    return { calls: shown.map((row) => this.record(row)), next };
  }

  async call(id: string): Promise<WholeCall | null> {
    const row = await this.kysely
      .selectFrom("call")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const events = await this.kysely
      .selectFrom("callEvent")
      .select(["seq", "at", "type", "data"])
      .where("callId", "=", id)
      .orderBy("seq")
      .execute();
    const quality = (stored: string | null) =>
      stored === null ? null : (JSON.parse(stored) as QualitySummary);
    const timeline = events.map((event) => ({ ...event, data: JSON.parse(event.data) as unknown }));
    return {
      call: this.record(row),
      chat: inOrder(
        timeline.flatMap(({ type, data }) => (type === "chat" ? [data as ChatMessage] : [])),
      ),
      timeline,
      quality: { visitor: quality(row.visitorQuality), agent: quality(row.agentQuality) },
    };
  }

  /** What visitors left, newest first. */
  async messages(query: Pick<HistoryQuery, "before" | "limit">): Promise<MessagePage> {
    const limit = Math.max(1, Math.min(query.limit, LONGEST_PAGE));
    let rows = this.kysely
      .selectFrom("visitorMessage")
      .selectAll()
      .orderBy("createdAt", "desc")
      .orderBy("id", "desc");
    if (query.before !== null) rows = rows.where(comesAfter(query.before));
    const { shown, next } = pageOf(await rows.limit(limit + 1).execute(), limit);
    return {
      next,
      messages: shown.map(({ id, siteName, name, contact, text, page, createdAt, callId }) => ({
        id,
        siteName,
        name,
        contact,
        text,
        page: JSON.parse(page) as Page,
        createdAt,
        callId,
      })),
    };
  }

  /** How often this person called the site before, and when last. */
  async earlier(
    siteId: string,
    person: string,
  ): Promise<{ earlierCalls: number; lastCallAt: number | null }> {
    const row = await this.kysely
      .selectFrom("call")
      .select((expression) => [
        expression.fn.countAll().as("calls"),
        expression.fn.max("createdAt").as("lastAt"),
      ])
      .where("siteId", "=", siteId)
      .where("person", "=", person)
      .executeTakeFirstOrThrow();
    // Without a row `max` is null, whatever its type says.
    const lastAt = row.lastAt as number | null;
    return { earlierCalls: Number(row.calls), lastCallAt: lastAt };
  }

  /** The visitor's rating; a later one replaces it. */
  async rate(callId: string, stars: number, comment: string): Promise<WireError | null> {
    return this.amend(callId, VISITOR, { stars, comment });
  }

  /** For the history's editor, whose route has checked the role. False: no such call. */
  async saveNotes(callId: string, notes: string): Promise<boolean> {
    const { numUpdatedRows } = await this.kysely
      .updateTable("call")
      .set({ notes })
      .where("id", "=", callId)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async quality(callId: string, who: string, summary: QualitySummary): Promise<WireError | null> {
    const stored = JSON.stringify(summary);
    return this.amend(
      callId,
      who,
      who === VISITOR ? { visitorQuality: stored } : { agentQuality: stored },
    );
  }

  /** An agent may amend only the calls that it is or was in. */
  private async amend(
    callId: string,
    who: string,
    change: Partial<CallTable>,
  ): Promise<WireError | null> {
    let query = this.kysely.updateTable("call").set(change).where("id", "=", callId);
    if (who !== VISITOR) query = query.where("agentId", "=", who);
    const { numUpdatedRows } = await query.executeTakeFirst();
    return numUpdatedRows > 0n ? null : NO_SUCH_CALL;
  }

  private record(row: Selectable<CallTable>): CallRecord {
    const state = JSON.parse(row.state) as CallState;
    const waitedUntil = row.answeredAt ?? row.endedAt ?? this.now();
    return {
      id: row.id,
      direction: state.direction,
      card: cardView(state, JSON.parse(row.card) as StoredCard),
      agentName: row.agentName,
      createdAt: row.createdAt,
      connectedAt: row.connectedAt,
      endedAt: row.endedAt,
      waitedMs: Math.max(0, waitedUntil - row.createdAt),
      durationMs: row.durationMs,
      endReason: row.endReason === null ? null : EndReason.parse(row.endReason),
      endedBy: row.endedBy === null ? null : Party.parse(row.endedBy),
      stars: row.stars,
      comment: row.comment,
      notes: row.notes,
    };
  }
}

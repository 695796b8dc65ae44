/**
 * Which calls ring here, and what became of those that stopped. Pure: snapshots of the desk and
 * what the agent does go in, what the screen shows comes out.
 */
import type { IncomingCall, RingEnded, VisitorCard } from "@knockknock/protocol";

/** A ring that went away; shown for a few seconds. */
export interface RingNews {
  readonly callId: string;
  readonly card: VisitorCard;
  readonly outcome: RingEnded["outcome"] | "failed" | "decline_failed";
  readonly by: string | null;
  /** When it was learned, on this machine's clock. */
  readonly at: number;
}

export interface RingsState {
  /** What the server says is ringing, oldest knock first. */
  readonly incoming: readonly IncomingCall[];
  /** Ended or declined here while a snapshot may still name them. */
  readonly gone: ReadonlySet<string>;
  /** The call that the agent wants on the card; null = the oldest. */
  readonly chosen: string | null;
  /** The call that Accept was pressed for and that is not decided yet. */
  readonly answering: string | null;
  readonly news: readonly RingNews[];
}

export type RingsEvent =
  | { readonly type: "snapshot"; readonly incoming: readonly IncomingCall[] }
  | { readonly type: "ended"; readonly info: RingEnded; readonly at: number }
  | { readonly type: "chosen"; readonly callId: string }
  | { readonly type: "accept"; readonly callId: string }
  | { readonly type: "accepted"; readonly callId: string }
  | { readonly type: "accept_failed"; readonly callId: string; readonly at: number }
  | { readonly type: "decline"; readonly callId: string }
  | { readonly type: "decline_failed"; readonly callId: string; readonly at: number };

export const NO_RINGS: RingsState = {
  incoming: [],
  gone: new Set(),
  chosen: null,
  answering: null,
  news: [],
};

/** How long a piece of news stays, in milliseconds. */
export const NEWS_MS = 7_000;
const NEWS_KEPT = 5;

const without = (state: RingsState, callId: string): RingsState => ({
  ...state,
  gone: new Set(state.gone).add(callId),
  chosen: state.chosen === callId ? null : state.chosen,
  answering: state.answering === callId ? null : state.answering,
});

const withNews = (
  state: RingsState,
  callId: string,
  told: Pick<RingNews, "outcome" | "by" | "at">,
): RingsState => {
  const call = state.incoming.find((one) => one.callId === callId);
  if (call === undefined) return state;
  const others = state.news.filter((one) => one.callId !== callId);
  return { ...state, news: [...others, { callId, card: call.card, ...told }].slice(-NEWS_KEPT) };
};

export const reduceRings = (state: RingsState, event: RingsEvent): RingsState => {
  switch (event.type) {
    case "snapshot": {
      const incoming = event.incoming.toSorted((a, b) => a.knockedAt - b.knockedAt);
      const named = new Set(incoming.map((call) => call.callId));
      return {
        ...state,
        incoming,
        // A call that left the desk may ring here again later.
        gone: new Set([...state.gone].filter((callId) => named.has(callId))),
        chosen: state.chosen !== null && named.has(state.chosen) ? state.chosen : null,
      };
    }
    case "ended": {
      const { callId, outcome, by } = event.info;
      // Declined here: the agent knows already.
      if (state.gone.has(callId)) return state;
      return without(withNews(state, callId, { outcome, by, at: event.at }), callId);
    }
    case "chosen":
      return { ...state, chosen: event.callId };
    case "accept":
      return { ...state, answering: event.callId };
    case "accepted":
      return {
        ...without(state, event.callId),
        news: state.news.filter((one) => one.callId !== event.callId),
      };
    case "accept_failed": {
      // "Answered by …" says more than "failed" and may have come first.
      if (state.gone.has(event.callId)) return { ...state, answering: null };
      const told = { outcome: "failed", by: null, at: event.at } as const;
      return { ...withNews(state, event.callId, told), answering: null };
    }
    case "decline":
      return without(state, event.callId);
    case "decline_failed": {
      const told = { outcome: "decline_failed", by: null, at: event.at } as const;
      const gone = new Set(state.gone);
      gone.delete(event.callId);
      return { ...withNews(state, event.callId, told), gone };
    }
  }
};

/** The calls that ring, oldest first. */
export const ringing = (state: RingsState): readonly IncomingCall[] =>
  state.incoming.filter((call) => !state.gone.has(call.callId));

/** The call on the card: the one being answered, else the chosen one, else the oldest. */
export const frontRing = (state: RingsState): IncomingCall | null => {
  const calls = ringing(state);
  const find = (callId: string | null) => calls.find((call) => call.callId === callId);
  return find(state.answering) ?? find(state.chosen) ?? calls[0] ?? null;
};

export const freshNews = (state: RingsState, now: number): readonly RingNews[] =>
  state.news.filter((one) => now - one.at < NEWS_MS);

/** The calls that are loaded so far. The server searches and filters, newest first, in pages. */
import type { CallRecord } from "@knockknock/protocol";
import { signal, type ReadonlySignal } from "@preact/signals";
import type { Api, CallOutcome } from "../api.ts";

interface HistoryState {
  readonly calls: readonly CallRecord[];
  /** What to ask for next; null = everything is here. */
  readonly next: string | null;
  readonly loading: boolean;
  /** What went wrong the last time. */
  readonly failure: unknown;
  readonly outcome: CallOutcome | null;
  /** What was typed. */
  readonly search: string;
  /** What `calls` are the answer to; while it differs from `search` the server is being asked. */
  readonly searched: string;
}

export interface HistoryStore {
  readonly state: ReadonlySignal<HistoryState>;
  /** From the newest again. */
  load(outcome: CallOutcome | null): Promise<void>;
  /** Asks once the writer pauses. */
  search(text: string): void;
  more(): Promise<void>;
}

/** Long enough not to ask for every letter, short enough to be waited for. */
export const SEARCH_AFTER_MS = 250;

export const createHistory = (
  api: Pick<Api, "calls">,
  onCalls: (calls: readonly CallRecord[]) => void,
): HistoryStore => {
  const state = signal<HistoryState>({
    calls: [],
    next: null,
    loading: false,
    failure: null,
    outcome: null,
    search: "",
    searched: "",
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest request wins; the answers of older ones are dropped. */
  let turn = 0;

  const ask = async (before: string | null, kept: readonly CallRecord[]): Promise<void> => {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    const { outcome, search } = state.peek();
    state.value = { ...state.peek(), loading: true, failure: null };
    try {
      const page = await api.calls({ before, outcome, search: search.trim() });
      if (mine !== turn) return;
      onCalls(page.calls);
      state.value = {
        ...state.peek(),
        calls: [...kept, ...page.calls],
        next: page.next,
        loading: false,
        failure: null,
        searched: search,
      };
    } catch (failure) {
      if (mine === turn) state.value = { ...state.peek(), loading: false, failure };
    }
  };

  return {
    state,
    load: (outcome) => {
      const now = state.peek();
      state.value = { ...now, outcome, calls: now.outcome === outcome ? now.calls : [] };
      return ask(null, []);
    },
    search: (text) => {
      state.value = { ...state.peek(), search: text };
      clearTimeout(timer);
      timer = setTimeout(() => {
        void ask(null, []);
      }, SEARCH_AFTER_MS);
    },
    more: async () => {
      const { next, calls, loading, search, searched } = state.peek();
      if (next !== null && !loading && search === searched) await ask(next, calls);
    },
  };
};

/** The calls that are loaded so far. The server filters by outcome, newest first, in pages. */
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
}

export interface HistoryStore {
  readonly state: ReadonlySignal<HistoryState>;
  /** From the newest again. */
  load(outcome: CallOutcome | null): Promise<void>;
  more(): Promise<void>;
}

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
  });
  /** The newest request wins; the answers of older ones are dropped. */
  let turn = 0;

  const ask = async (before: string | null, kept: readonly CallRecord[]): Promise<void> => {
    turn += 1;
    const mine = turn;
    const { outcome } = state.peek();
    state.value = { ...state.peek(), loading: true, failure: null };
    try {
      const page = await api.calls({ before, outcome });
      if (mine !== turn) return;
      onCalls(page.calls);
      state.value = {
        calls: [...kept, ...page.calls],
        next: page.next,
        loading: false,
        failure: null,
        outcome,
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
    more: async () => {
      const { next, calls, loading } = state.peek();
      if (next !== null && !loading) await ask(next, calls);
    },
  };
};

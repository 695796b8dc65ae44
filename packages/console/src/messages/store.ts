/** The messages that visitors left, fresh as they come, and which of them this agent has seen. */
import type { AgentDesk } from "@knockknock/call-engine";
import type { MessagePage, MessageRecord } from "@knockknock/protocol";
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Api } from "../api.ts";

export interface MessagesState {
  /** Newest first. */
  readonly messages: readonly MessageRecord[];
  /** What to ask for next; null = everything is here. */
  readonly next: string | null;
  readonly loading: boolean;
  readonly failure: unknown;
}

export interface MessagesStore {
  readonly state: ReadonlySignal<MessagesState>;
  /** When the newest message came that was seen, milliseconds since 1970; 0 = none was. */
  readonly seenUntil: ReadonlySignal<number>;
  readonly unread: ReadonlySignal<number>;
  /** The newest; earlier ones that are here stay. */
  load(): Promise<void>;
  /** Earlier ones. */
  more(): Promise<void>;
  /** All that is loaded was looked at. */
  markSeen(): void;
  dispose(): void;
}

export interface MessagesParts {
  readonly api: Pick<Api, "messages">;
  readonly desk: Pick<AgentDesk, "state" | "connection">;
  /** For what must outlive the tab. */
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly agentId: string;
}

/** A newest page, and below it what was loaded before, unless there may be a gap between them. */
const onTop = (page: MessagePage, now: MessagesState): Pick<MessagesState, "messages" | "next"> => {
  const oldest = page.messages.at(-1)?.id;
  const at = now.messages.findIndex(({ id }) => id === oldest);
  const below = at === -1 ? [] : now.messages.slice(at + 1);
  if (below.length === 0) return page;
  return { messages: [...page.messages, ...below], next: now.next };
};

/** Loads at once, after every time without a connection, and whenever the server says that one came. */
export const createMessages = (parts: MessagesParts): MessagesStore => {
  const { api, desk, storage, agentId } = parts;
  const key = `knockknock.messages-seen.${agentId}`;
  const state = signal<MessagesState>({
    messages: [],
    next: null,
    loading: true,
    failure: null,
  });
  const seenUntil = signal(Number(storage.getItem(key) ?? 0));
  /** The newest request wins; the answers of older ones are dropped. */
  let turn = 0;

  const ask = async (
    before: string | null,
    join: (page: MessagePage, now: MessagesState) => Pick<MessagesState, "messages" | "next">,
  ): Promise<void> => {
    turn += 1;
    const mine = turn;
    state.value = { ...state.peek(), loading: true, failure: null };
    try {
      const page = await api.messages({ before });
      if (mine === turn) {
        state.value = { ...join(page, state.peek()), loading: false, failure: null };
      }
    } catch (failure) {
      if (mine === turn) state.value = { ...state.peek(), loading: false, failure };
    }
  };

  const load = () => ask(null, onTop);

  const lastMessageAt = computed(() => desk.state.value?.lastMessageAt ?? null);
  const online = computed(() => desk.connection.value === "online");
  const dispose = effect(() => {
    const told = lastMessageAt.value;
    if (online.value || told !== null) void load();
  });

  return {
    state,
    seenUntil,
    unread: computed(
      () => state.value.messages.filter(({ createdAt }) => createdAt > seenUntil.value).length,
    ),
    load,
    more: async () => {
      const { next, loading } = state.peek();
      if (next === null || loading) return;
      await ask(next, (page, now) => ({
        messages: [...now.messages, ...page.messages],
        next: page.next,
      }));
    },
    markSeen: () => {
      const newest = state.peek().messages[0]?.createdAt ?? 0;
      if (newest <= seenUntil.peek()) return;
      seenUntil.value = newest;
      storage.setItem(key, String(newest));
    },
    dispose,
  };
};

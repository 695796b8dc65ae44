/** The messages that visitors left, fresh as they come, and which of them this agent has seen. */
import type { AgentDesk } from "@knockknock/call-engine";
import type { MessageRecord } from "@knockknock/protocol";
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Api } from "../api.ts";

export interface MessagesState {
  /** Newest first. */
  readonly messages: readonly MessageRecord[];
  readonly loading: boolean;
  readonly failure: unknown;
}

export interface MessagesStore {
  readonly state: ReadonlySignal<MessagesState>;
  /** When the newest message came that was seen, milliseconds since 1970; 0 = none was. */
  readonly seenUntil: ReadonlySignal<number>;
  readonly unread: ReadonlySignal<number>;
  load(): Promise<void>;
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

/** Loads at once, after every time without a connection, and whenever the server says that one came. */
export const createMessages = (parts: MessagesParts): MessagesStore => {
  const { api, desk, storage, agentId } = parts;
  const key = `knockknock.messages-seen.${agentId}`;
  const state = signal<MessagesState>({ messages: [], loading: true, failure: null });
  const seenUntil = signal(Number(storage.getItem(key) ?? 0));
  /** The newest request wins; the answers of older ones are dropped. */
  let turn = 0;

  const load = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    state.value = { ...state.peek(), loading: true, failure: null };
    try {
      const { messages } = await api.messages();
      if (mine === turn) state.value = { messages, loading: false, failure: null };
    } catch (failure) {
      if (mine === turn) state.value = { ...state.peek(), loading: false, failure };
    }
  };

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
    markSeen: () => {
      const newest = state.peek().messages[0]?.createdAt ?? 0;
      if (newest <= seenUntil.peek()) return;
      seenUntil.value = newest;
      storage.setItem(key, String(newest));
    },
    dispose,
  };
};

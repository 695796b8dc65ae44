import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type ChatMessage, LIMITS, type ParticipantId } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import { newId } from "./lib/ids.ts";
import type { LiveLegKeeper } from "./live-leg.ts";
import type { ChatEntry } from "./model.ts";
import type { Notices } from "./notices.ts";
import type { CallChannel } from "./signaling/call-channel.ts";

/** The conversation: the same message may come by the data channel and by the server. */
export class Chat {
  readonly #selfId: ParticipantId;
  readonly #clock: Clock;
  readonly #entries = signal<readonly ChatEntry[]>([]);
  readonly #read: Signal<number>;

  /** @param read how many of the other's messages were read on the page before */
  constructor(selfId: ParticipantId, clock: Clock, read = 0) {
    this.#selfId = selfId;
    this.#clock = clock;
    this.#read = signal(read);
  }

  get entries(): ReadonlySignal<readonly ChatEntry[]> {
    return this.#entries;
  }

  /** How many of the other's messages were read; on a new page, maybe more than have come yet. */
  get read(): ReadonlySignal<number> {
    return this.#read;
  }
  readonly #theirs = computed(() => this.#entries.value.filter(({ mine }) => !mine).length);
  readonly unread = computed(() => Math.max(0, this.#theirs.value - this.#read.value));

  markRead(): void {
    this.#read.value = Math.max(this.#theirs.peek(), this.#read.peek());
  }

  /** Null when there is nothing to say. */
  write(words: string): ChatMessage | null {
    const text = words.trim().slice(0, LIMITS.chat);
    if (text === "") return null;
    const message = { id: newId(), from: this.#selfId, text, at: this.#clock.now() };
    this.#add({ id: message.id, mine: true, text, at: message.at, delivered: false });
    return message;
  }

  /** Somebody else has it now. */
  delivered(id: string): void {
    this.#entries.value = this.#entries
      .peek()
      .map((entry) => (entry.id === id ? { ...entry, delivered: true } : entry));
  }

  receive({ id, from, text, at }: ChatMessage): void {
    if (this.#entries.peek().some((entry) => entry.id === id)) this.delivered(id);
    else this.#add({ id, mine: from === this.#selfId, text, at, delivered: true });
  }

  #add(entry: ChatEntry): void {
    this.#entries.value = [...this.#entries.peek(), entry];
  }
}

interface Conversation {
  readonly chat: Chat;
  readonly channel: Pick<CallChannel, "send"> | null;
  readonly leg: Pick<LiveLegKeeper, "send">;
  readonly notices: Pick<Notices, "tell">;
}

/** Tells the other side by both roads; whichever is there first has delivered it. */
export function say({ channel, chat, leg, notices }: Conversation, words: string): void {
  const message = chat.write(words);
  if (message === null) return;
  if (leg.send({ t: "chat", message })) chat.delivered(message.id);
  const { id, text } = message;
  channel?.send({ type: "chat", message: { id, text } }).then(
    () => chat.delivered(id),
    () => notices.tell("chat_not_sent"),
  );
}

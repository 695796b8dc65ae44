import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  type CallView,
  type MediaState,
  NOTHING_SENT,
  type Page,
  type Participant,
  type ParticipantId,
  type PeerMessage,
} from "@knockknock/protocol";
import { newerMedia } from "./media-state.ts";

/** What the other page says about itself. */
type AboutItself = Exclude<PeerMessage, { t: "chat" | "signal" | "bye" }>;

/**
 * The other side of the call, as the server tells of it and as it tells itself: on the live leg, and
 * of what it sends, before there is one.
 */
export class OtherSide {
  readonly participant: ReadonlySignal<Participant | null>;
  /** What it sends: the newer of what the server and the data channel say. */
  readonly media: ReadonlySignal<MediaState>;
  /** Its page said that it is being replaced, and neither it nor the next one was heard of since. */
  readonly leaving: ReadonlySignal<boolean>;
  readonly #self: "visitor" | "agent";
  readonly #view: ReadonlySignal<CallView | null>;
  readonly #heard = signal<Heard | null>(null);
  /** The epoch in which its page said that it is being replaced; null = it has not, or is back. */
  readonly #left = signal<number | null>(null);
  readonly #page = signal<Page | null>(null);

  constructor(self: "visitor" | "agent", view: ReadonlySignal<CallView | null>) {
    this.#self = self;
    this.#view = view;
    this.participant = computed(
      () => view.value?.participants.find((person) => person.role !== self) ?? null,
    );
    this.media = computed(() => {
      const person = this.participant.value;
      const told = person?.media ?? NOTHING_SENT;
      const heard = this.#heard.value;
      return heard !== null && heard.from === person?.id ? newerMedia(told, heard.media) : told;
    });
    // Its next page has taken the seat, and may need help to come up.
    this.leaving = computed(() => {
      const left = this.#left.value;
      const here = this.participant.value?.presence === "here";
      return left !== null && !(here && epochOf(view.value) > left);
    });
  }

  /** Where the visitor is; null on the visitor's own page. */
  get page(): ReadonlySignal<Page | null> {
    return this.#page;
  }

  /** It answers on a connection. */
  arrived(): void {
    this.#left.value = null;
  }

  /** The server's word on where the visitor is; the last one heard, by either road, counts. */
  movedTo(page: Page): void {
    if (this.#self === "agent") this.#page.value = page;
  }

  hear(from: ParticipantId, message: AboutItself): void {
    switch (message.t) {
      case "beat":
        return this.arrived();
      case "media":
        this.#heard.value = { from, media: message.media };
        return;
      case "page":
        return this.movedTo(message.page);
      case "leaving":
        this.#left.value = epochOf(this.#view.peek());
    }
  }
}

/** Counts once the server names who said it as the other side. */
interface Heard {
  readonly from: ParticipantId;
  readonly media: MediaState;
}

const epochOf = (view: CallView | null): number => view?.legs.find(({ live }) => live)?.epoch ?? 0;

/** Tells one page from another, by its title too: that may come a moment after the address. */
export const pageKey = (view: CallView | null): string => `${view?.page.url} ${view?.page.title}`;

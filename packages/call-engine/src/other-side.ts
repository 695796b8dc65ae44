import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  type CallView,
  type MediaState,
  NOTHING_SENT,
  type Page,
  type Participant,
  type PeerMessage,
} from "@knockknock/protocol";
import { newerMedia } from "./media-state.ts";

/** What the other page says about itself. */
type AboutItself = Exclude<PeerMessage, { t: "chat" | "signal" | "bye" }>;

/** The other side of the call, as the server tells of it and as it tells itself on the live leg. */
export class OtherSide {
  readonly participant: ReadonlySignal<Participant | null>;
  /** What it sends: the newer of what the server and the data channel say. */
  readonly media: ReadonlySignal<MediaState>;
  readonly #self: "visitor" | "agent";
  readonly #heard = signal<MediaState>(NOTHING_SENT);
  readonly #leaving = signal(false);
  readonly #page = signal<Page | null>(null);

  constructor(self: "visitor" | "agent", view: ReadonlySignal<CallView | null>) {
    this.#self = self;
    this.participant = computed(
      () => view.value?.participants.find((person) => person.role !== self) ?? null,
    );
    this.media = computed(() =>
      newerMedia(this.participant.value?.media ?? NOTHING_SENT, this.#heard.value),
    );
  }

  /** Its page said that it is being replaced, and has not been heard since. */
  get leaving(): ReadonlySignal<boolean> {
    return this.#leaving;
  }
  /** Where the visitor is; null on the visitor's own page. */
  get page(): ReadonlySignal<Page | null> {
    return this.#page;
  }

  /** It answers on a connection. */
  arrived(): void {
    this.#leaving.value = false;
  }

  /** The server's word on where the visitor is; the last one heard, by either road, counts. */
  movedTo(page: Page): void {
    if (this.#self === "agent") this.#page.value = page;
  }

  hear(message: AboutItself): void {
    switch (message.t) {
      case "beat":
        return this.arrived();
      case "media":
        this.#heard.value = newerMedia(this.#heard.peek(), message.media);
        return;
      case "page":
        return this.movedTo(message.page);
      case "leaving":
        this.#leaving.value = true;
    }
  }
}

/** Tells one page from another, by its title too: that may come a moment after the address. */
export const pageKey = (view: CallView | null): string => `${view?.page.url} ${view?.page.title}`;

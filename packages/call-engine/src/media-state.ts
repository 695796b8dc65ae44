import { type MediaState, NOTHING_SENT } from "@knockknock/protocol";

/** The newer of two states of one participant, whichever road each came by. */
export const newerMedia = (known: MediaState, heard: MediaState): MediaState =>
  heard.n > known.n ? heard : known;

type Content = Omit<MediaState, "n">;

const same = (a: Content, b: Content): boolean =>
  a.microphone === b.microphone && a.camera === b.camera && a.screen === b.screen;

/** The own state: counts up with every real change, also over a page load. */
export class OwnMedia {
  #state: MediaState = NOTHING_SENT;

  get state(): MediaState {
    return this.#state;
  }

  /** @returns the state to announce, or null when nothing changed */
  change(content: Content): MediaState | null {
    if (same(content, this.#state) && this.#state.n > 0) return null;
    this.#state = { ...content, n: this.#state.n + 1 };
    return this.#state;
  }

  /**
   * The server remembers a state of the page before this one: count on from there.
   * @returns the state to announce again, or null when ours is newer anyway
   */
  countFrom(remembered: MediaState): MediaState | null {
    if (remembered.n < this.#state.n) return null;
    if (remembered.n === this.#state.n && same(remembered, this.#state)) return null;
    this.#state = { ...this.#state, n: remembered.n + 1 };
    return this.#state;
  }
}

import { entriesOf, sumOf } from "../stats/entries.ts";
import type { PeerLink } from "./peer-link.ts";

/** After so long the first look at what the path carries, and the next ones: six seconds in all. */
const FIRST_LOOK_MS = 800;
const LOOK_MS = 400;
const LOOKS = 14;
/** Where the browser does not tell (Firefox): 1.6 s. */
const BLIND_LOOKS = 3;
/** Bits per second: with sound, what Chromium wants to begin with 960×540. */
const ENOUGH_BPS = 600_000;

type Link = Pick<PeerLink, "getStats" | "probe">;
type After = (ms: number, run: () => void) => void;

/**
 * A camera begins at a third of its size, on a new connection and after a cut. Chromium expects
 * 300 kbit/s; of a larger picture it drops the first frames, 200 ms of them, while it looks for a size
 * that fits, and keeps that size for ten seconds and more, whatever the path carries. It tries the
 * path at *Accept*, when everything happens at once, and often learns nothing: here it is made to try
 * again.
 */
export class CameraStart {
  /** To be set anew after a cut. */
  small = true;
  readonly #link: Link;
  readonly #after: After;
  /** One beginning's own; null = no picture goes out. */
  #begun: object | null = null;

  constructor(link: Link, after: After) {
    this.#link = link;
    this.#after = after;
  }

  /** Pictures go out from now on. */
  begin(): void {
    if (this.#begun !== null || !this.small) return;
    this.#lookAfter(FIRST_LOOK_MS, LOOKS, (this.#begun = {}));
  }

  /** No picture goes out: one that has not grown yet begins anew. */
  pause(): void {
    this.#begun = null;
  }

  #lookAfter(ms: number, looks: number, begun: object): void {
    this.#after(ms, () => void this.#look(looks - 1, begun));
  }

  async #look(left: number, begun: object): Promise<void> {
    const bps = await this.#link.getStats().then(
      (report) => sumOf(entriesOf(report), "availableOutgoingBitrate"),
      () => 0,
    );
    if (begun !== this.#begun) return;
    if (bps < ENOUGH_BPS && left > (bps > 0 ? 0 : LOOKS - BLIND_LOOKS)) {
      this.#lookAfter(LOOK_MS, left, begun);
    } else {
      this.small = false;
      this.#begun = null;
    }
    // Grown or not: it applies the size, and has the path tried.
    this.#link.probe();
  }
}

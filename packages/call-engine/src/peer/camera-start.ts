import { entriesOf, sumOf } from "../stats/entries.ts";

/** After so long the first look at what the path carries, and the next ones. */
const FIRST_LOOK_MS = 800;
const LOOK_MS = 400;
const LOOKS = 14;
/** Bits per second: with sound, what Chromium wants for 960×540. */
const ENOUGH_BPS = 600_000;

export interface CameraStartHooks {
  after(ms: number, run: () => void): void;
  getStats(): Promise<RTCStatsReport>;
  /** See `PeerLink.probe`. */
  probe(): void;
  grow(): void;
}

/**
 * A camera begins at a third of its size, on a connection that has carried nothing yet. Chromium
 * expects 300 kbit/s; of a larger picture it drops the first frames, 200 ms of them, while it looks
 * for a size that fits, and keeps that size for ten seconds and more, whatever the path carries. It
 * tries the path at *Accept*, when everything happens at once, and often learns nothing: here it is
 * had to try again.
 */
export class CameraStart {
  readonly #hooks: CameraStartHooks;
  #begun = false;
  #small = true;

  constructor(hooks: CameraStartHooks) {
    this.#hooks = hooks;
  }

  get small(): boolean {
    return this.#small;
  }

  /** Pictures go out from now on; once per connection, and `again` after a cut. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#hooks.after(FIRST_LOOK_MS, () => void this.#look(LOOKS));
  }

  again(): void {
    if (this.#small) return;
    this.#small = true;
    this.#begun = false;
  }

  async #look(left: number): Promise<void> {
    const hooks = this.#hooks;
    // Firefox does not tell.
    const bps = await hooks.getStats().then(
      (report) => sumOf(entriesOf(report), "availableOutgoingBitrate"),
      () => 0,
    );
    if (left > 1 && bps > 0 && bps < ENOUGH_BPS) {
      hooks.probe();
      hooks.after(LOOK_MS, () => void this.#look(left - 1));
    } else {
      this.#small = false;
      hooks.grow();
    }
  }
}

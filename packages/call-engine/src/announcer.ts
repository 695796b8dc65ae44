import type { MediaState } from "@knockknock/protocol";
import { OwnMedia } from "./media-state.ts";
import type { Studio } from "./media/studio.ts";

/** Tells both roads what this page sends, each time it changes. */
export class Announcer {
  readonly #studio: Studio;
  readonly #send: (media: MediaState) => void;
  readonly #own = new OwnMedia();

  constructor(studio: Studio, send: (media: MediaState) => void) {
    this.#studio = studio;
    this.#send = send;
  }

  /** The last state announced; null = none yet. */
  get state(): MediaState | null {
    return this.#own.state.n > 0 ? this.#own.state : null;
  }

  /** @param cameraPaused the network has no room for the camera just now */
  announce(cameraPaused: boolean): void {
    const { local, screen } = this.#studio;
    const microphone = local.microphoneState.value;
    const camera = local.cameraState.value;
    const shownCamera = cameraPaused && camera === "on" ? "off" : camera;
    const changed = this.#own.change({
      microphone: microphone === "pending" ? "none" : microphone,
      camera: shownCamera === "pending" ? "none" : shownCamera,
      screen: screen.state.value === "on",
    });
    if (changed !== null) this.#send(changed);
  }

  /** What the server has of this participant, perhaps from the page before this one. */
  reconcile(remembered: MediaState): void {
    const again = this.#own.countFrom(remembered);
    if (again !== null) this.#send(again);
  }
}

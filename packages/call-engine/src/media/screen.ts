import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";
import { newId } from "../lib/ids.ts";
import { Scope } from "../lib/scope.ts";
import { SCREEN_FPS } from "../peer/senders.ts";
import type { MediaBackend } from "./backend.ts";

/** Not in TypeScript's DOM library yet (Screen Capture, Capture Handle Identity). */
interface ShareOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: "include" | "exclude";
  readonly surfaceSwitching: "include" | "exclude";
}
interface HandledTrack extends MediaStreamTrack {
  getCaptureHandle?(): { handle?: string } | null;
}

export interface Share {
  readonly track: MediaStreamTrack;
  readonly stream: MediaStream;
  /** The captured surface is this very tab; null: it may be, or contain it. */
  readonly showsThisPage: boolean | null;
}

/** The own screen share. */
export class ScreenShare {
  readonly #backend: MediaBackend;
  readonly #clock: Clock;
  readonly #handle = newId();
  readonly #state = signal<"off" | "picking" | "on">("off");
  readonly #share = signal<Share | null>(null);
  #scope = new Scope();

  constructor(backend: MediaBackend, clock: Clock) {
    this.#backend = backend;
    this.#clock = clock;
  }

  get state(): ReadonlySignal<"off" | "picking" | "on"> {
    return this.#state;
  }
  get share(): ReadonlySignal<Share | null> {
    return this.#share;
  }

  /** Opens the browser's picker. `cancelled` changes nothing. */
  async start(): Promise<"shared" | "cancelled" | "failed"> {
    if (this.#state.value !== "off") return "cancelled";
    this.#state.value = "picking";
    this.#backend.announceCaptureHandle(this.#handle);
    const options: ShareOptions = {
      video: { frameRate: { max: SCREEN_FPS } },
      audio: false,
      selfBrowserSurface: "include",
      surfaceSwitching: "include",
    };
    const asked = this.#clock.now();
    try {
      const stream = await this.#backend.getDisplayMedia(options);
      const track = stream.getVideoTracks()[0];
      // Stopped while the picker was open.
      if (track === undefined || this.#state.peek() !== "picking") {
        for (const unused of stream.getTracks()) unused.stop();
        this.#state.value = "off";
        return "cancelled";
      }
      track.contentHint = "detail";
      this.#scope = new Scope();
      this.#scope.listen(track, "ended", () => this.stop());
      // The person may switch to another tab in the middle of the share.
      this.#scope.listen(track, "capturehandlechange", () => this.#publish(track, stream));
      this.#publish(track, stream);
      this.#state.value = "on";
      return "shared";
    } catch (error) {
      this.#state.value = "off";
      const elapsedMs = this.#clock.now() - asked;
      const cancelled = await import("../late.ts").then(
        ({ closedPicker }) => closedPicker(error, elapsedMs),
        // The server is away: a notice too many is better than a button that does nothing.
        () => false,
      );
      return cancelled ? "cancelled" : "failed";
    }
  }

  stop(): void {
    this.#scope.close();
    const share = this.#share.peek();
    this.#share.value = null;
    this.#state.value = "off";
    share?.track.stop();
  }

  #publish(track: HandledTrack, stream: MediaStream): void {
    // A whole screen nearly always shows the page that shares it; a window may, and so may what
    // Firefox captures: it does not say what that is.
    const isTab = track.getSettings().displaySurface === "browser";
    const showsThisPage = isTab ? track.getCaptureHandle?.()?.handle === this.#handle : null;
    this.#share.value = { track, stream, showsThisPage };
  }
}

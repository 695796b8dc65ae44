import type { Signal } from "@preact/signals";
import type { Elsewhere } from "@knockknock/call-ui";
import type { Page } from "@knockknock/protocol";
import { type FromPage, type FromWindow, listenTo } from "./window-words.ts";

/** How long the window may take to give the call back. */
const ANSWER_MS = 1_500;
/** How often the window is looked at: whoever closes it by hand waits this long for the call. */
const LOOK_MS = 100;

export interface PopOutOptions {
  readonly page: () => Page;
  /** Where the visitor reads that the call is. */
  readonly elsewhere: Signal<Elsewhere | null>;
  /**
   * The window waits for the call: gives up this page's seat, or null when there is none. Or the
   * seat that it got from an earlier page of this tab.
   */
  readonly handOver: (() => unknown) | Given;
  /** The window was closed, and the call with it, unless this page takes it back. */
  readonly onBack: (seat: unknown) => void;
  readonly onOver: () => void;
}

/** A window that is there has spoken several times by then. */
const FOUND_MS = 5_000;

/** What the window says that has the call. */
type Given = Extract<FromWindow, { t: "here" }>;

/**
 * Waits for the window that an earlier page of this tab opened: a new page has no other way to it
 * than to be spoken to. Returns what ends the waiting.
 */
export function findWindow(
  serverUrl: string,
  lost: () => void,
  found: (window: Window, given: Given) => void,
): void {
  const deafen = listenTo<FromWindow>(null, new URL(serverUrl).origin, (message, from) => {
    if (message.t !== "here") return;
    clearTimeout(tooLate);
    deafen();
    found(from, message);
  });
  const tooLate = setTimeout(() => {
    deafen();
    lost();
  }, FOUND_MS);
}

/** The site's page's end of a call in its own window. */
export class PopOut {
  readonly #window: Window;
  readonly #origin: string;
  readonly #options: PopOutOptions;
  readonly #stop: () => void;
  #given: boolean;
  #spoke = false;
  /** What the window last held: it may have no time for a word when it is closed. */
  #seat: unknown = null;
  #look: ReturnType<typeof setInterval> | undefined;
  #asked: ((seat: unknown) => void) | null = null;

  constructor(opened: Window, serverUrl: string, options: PopOutOptions) {
    this.#window = opened;
    this.#origin = new URL(serverUrl).origin;
    this.#options = options;
    const { handOver } = options;
    this.#given = typeof handOver === "object";
    if (typeof handOver === "object") this.#seat = handOver.seat;
    const stop = listenTo<FromWindow>(opened, this.#origin, (message) => this.#hear(message));
    this.#stop = () => {
      clearInterval(this.#look);
      stop();
    };
    this.#watch();
    this.pageChanged();
  }

  get closed(): boolean {
    return this.#window.closed;
  }

  /** The window tells the agent where the visitor is. */
  pageChanged(): void {
    if (this.#given) this.#say({ t: "page", page: this.#options.page() });
  }

  /** The seat, which the window gives up; null when it does not answer. */
  bringBack(): Promise<unknown> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#asked = null;
        resolve(null);
      }, ANSWER_MS);
      this.#asked = (seat) => {
        clearTimeout(timer);
        resolve(seat);
      };
      this.#say({ t: "bring" });
    });
  }

  /** Another tab asks for the call: what the window last held, which it gives up. */
  giveAway(): unknown {
    if (this.#seat !== null) {
      this.#stop();
      this.#say({ t: "bring" });
    }
    return this.#seat;
  }

  /** The widget is removed, and the call with it. */
  close(): void {
    this.#stop();
    this.#say({ t: "end" });
  }

  #say(message: FromPage): void {
    this.#window.postMessage(message, this.#origin);
  }

  /** Begun anew at a word: the timer of a page that has long been hidden goes off once a minute. */
  #watch(): void {
    clearInterval(this.#look);
    this.#look = setInterval(() => {
      if (!this.#window.closed || this.#asked !== null) return;
      this.#stop();
      if (this.#seat !== null) this.#options.onBack(this.#seat);
      // A website with `Cross-Origin-Opener-Policy: same-origin` cuts it off; the call is still here.
      else if (!this.#spoke) this.#options.elsewhere.value = "window_cut";
    }, LOOK_MS);
  }

  #hear(message: FromWindow): void {
    this.#spoke = true;
    switch (message.t) {
      case "ready": {
        const { handOver } = this.#options;
        // Asked again before it heard the answer.
        if (this.#given || typeof handOver === "object") return;
        const page = this.#options.page();
        const seat = handOver();
        this.#given = seat !== null;
        this.#seat = seat;
        this.#say(seat === null ? { t: "none" } : { t: "seat", seat, page });
        return;
      }
      case "back":
        if (this.#asked !== null) {
          this.#asked(message.seat);
          this.#stop();
        } else {
          this.#seat = message.seat ?? this.#seat;
          this.#watch();
        }
        return;
      case "over":
        this.#stop();
        this.#options.onOver();
        this.#options.elsewhere.value = null;
        return;
      case "here":
        this.#seat = message.seat ?? this.#seat;
    }
  }
}

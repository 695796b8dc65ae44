/** How long the page that holds the call may take to answer another one. */
const ANSWER_MS = 400;
/** At *Switch here* the visitor waits for that page; a busy one in the background needs longer. */
const SWITCH_MS = 3_000;
/** A page that is being left lets go of its lock while it is asked so often (2 s), or it hangs. */
const ASKINGS = 5;

type Word =
  | { readonly t: "who" | "here" | "over" | "switch" }
  | { readonly t: "seat"; readonly seat: unknown };

export interface OneTabOptions {
  /** Names what only one page of this origin may do at a time. */
  readonly name: string;
  /** Another page asks for the call: gives up the seat and returns it, or null to keep it. */
  readonly handOver: () => unknown;
  /** The call that another page held is over. */
  readonly onOver: () => void;
}

/**
 * At most one page of a website is in a call. The lock is the browser's (Web Locks) and dies with
 * its page, so a crashed tab never blocks the next call; pages speak to each other on a
 * BroadcastChannel, opened when one of them is or wants to be in a call. Where the browser has
 * no locks, the answer on the channel decides, and the server in the end.
 */
export class OneTab {
  readonly #options: OneTabOptions;
  readonly #waiting = new Set<(word: Word) => void>();
  #channel: BroadcastChannel | null = null;
  #release: (() => void) | null = null;

  constructor(options: OneTabOptions) {
    this.#options = options;
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /** False: another page is in the call. */
  async take(): Promise<boolean> {
    if (this.held) return true;
    this.#open();
    const lock = await this.#lock({ ifAvailable: true });
    if (lock === "none") {
      if ((await this.#ask("who")) !== null) return false;
      this.#release ??= () => undefined;
    }
    return this.held;
  }

  /**
   * For a page that comes after another one in the same tab, which may not be gone yet. A page
   * that is there answers and keeps the call (this tab is a copy of its tab); one that does
   * not answer loses it.
   */
  async takeBack(): Promise<boolean> {
    if (await this.take()) return true;
    const patience = new AbortController();
    const locked = this.#lock({ signal: patience.signal }).then(() => null);
    let there: Word | null = null;
    for (let asked = 0; asked < ASKINGS && there === null && !this.held; asked += 1) {
      there = await Promise.race([this.#ask("who"), locked]);
    }
    patience.abort();
    await locked;
    if (there !== null) this.release(false);
    else if (!this.held) await this.#lock({ steal: true });
    return this.held;
  }

  /** The other page's seat, which it gives up; null when it does not answer. */
  async ask(): Promise<unknown> {
    this.#open();
    const word = await this.#ask("switch");
    return word?.t === "seat" ? word.seat : null;
  }

  /** This page has left the call; `over` when the call itself is. */
  release(over: boolean): void {
    if (!this.held) return;
    this.#release?.();
    this.#release = null;
    if (over) this.#say({ t: "over" });
  }

  close(): void {
    this.release(true);
    // A call is on its way here, and lost unless it is heard: who has asked for it closes again.
    if (this.#waiting.size) return;
    this.#channel?.close();
    this.#channel = null;
  }

  #open(): void {
    if (this.#channel !== null || !("BroadcastChannel" in globalThis)) return;
    this.#channel = new BroadcastChannel(this.#options.name);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "object" && data !== null && "t" in data) this.#hear(data as Word);
    });
  }

  #hear(word: Word): void {
    for (const hear of this.#waiting) hear(word);
    if (word.t === "over") this.#options.onOver();
    if (!this.held) return;
    if (word.t === "who") this.#say({ t: "here" });
    if (word.t === "switch") {
      const seat = this.#options.handOver();
      if (seat !== null) this.release(false);
      this.#say({ t: "seat", seat });
    }
  }

  #say(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #ask(t: "who" | "switch"): Promise<Word | null> {
    const wanted = t === "who" ? "here" : "seat";
    return new Promise((resolve) => {
      const done = (word: Word | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(hear);
        resolve(word);
      };
      const hear = (word: Word): void => {
        if (word.t === wanted) done(word);
      };
      const timer = setTimeout(() => done(null), t === "who" ? ANSWER_MS : SWITCH_MS);
      this.#waiting.add(hear);
      this.#say({ t });
    });
  }

  /** `none`: this browser has no locks, or not here (an opaque origin, plain HTTP). */
  #lock(options: LockOptions): Promise<"done" | "none"> {
    if (!("locks" in navigator)) return Promise.resolve("none");
    return new Promise((settled) => {
      let mine: (() => void) | null = null;
      navigator.locks
        .request(this.#options.name, options, (lock) => {
          // The lock is held until this promise settles.
          if (lock === null) return settled("done");
          return new Promise<void>((release) => {
            mine = release;
            this.#release = release;
            settled("done");
          });
        })
        .catch((error: unknown) => {
          // Timed out, or stolen later on: another page holds it now, and speaks for the call.
          if (mine !== null && this.#release === mine) this.#release = null;
          const busy = error instanceof DOMException && /Abort|Timeout/.test(error.name);
          settled(busy ? "done" : "none");
        });
    });
  }
}

import { signal } from "@preact/signals";
import { clip, LIMITS, type Page } from "@knockknock/protocol";
import type { Blocked, Choice, Continuity } from "./continuity/contract.ts";
import type * as continuity from "./continuity/index.ts";
import type { ContinuityWords } from "./continuity/words.ts";

type Shell = typeof continuity;

/** A navigation that waits for the visitor's answer. */
export interface Question {
  readonly blocked: Blocked;
  readonly shell: Shell;
  readonly words: ContinuityWords;
  readonly answer: (choice: Choice) => void;
}

export interface CarryingOptions {
  readonly host: HTMLElement;
  readonly excludedPaths: () => Promise<readonly string[]>;
  readonly onPage: () => void;
  /** The visitor goes to another website and gives the call up for it. */
  readonly onLeave: () => void;
  /** Null: English, which the shell brings along. */
  readonly words: () => ContinuityWords | null;
}

/** Runs the continuity shell for as long as a call is live; a page without one never loads its code. */
export class Carrying {
  readonly question = signal<Question | null>(null);
  readonly announcement = signal("");
  readonly #options: CarryingOptions;
  #continuity: Continuity | null = null;
  #parts: ReturnType<Carrying["load"]> | null = null;
  #wanted = false;

  constructor(options: CarryingOptions) {
    this.#options = options;
  }

  /** What the visitor sees now, in this document or in a carried one. */
  page(): Page {
    const { url, title, referrer } = this.#continuity?.page() ?? {
      url: location.href,
      title: document.title,
      referrer: document.referrer,
    };
    return {
      url: clip(url, LIMITS.url),
      title: clip(title, LIMITS.title),
      referrer: clip(referrer, LIMITS.url),
    };
  }

  /**
   * What `start` needs, for one call. Loaded while it rings, so that the first click is carried;
   * what could not be loaded then is tried again.
   */
  load(): Promise<readonly [Shell, readonly string[]]> {
    this.#parts ??= Promise.all([
      import("./continuity/index.ts"),
      this.#options.excludedPaths(),
    ]).catch((error: unknown) => {
      this.#parts = null;
      throw error;
    });
    return this.#parts;
  }

  async start(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    const [shell, excludedPaths] = await this.load();
    // The call may have ended while the code was on its way.
    if (!this.#wanted) return;
    const words = this.#options.words() ?? shell.continuityWords;
    this.#continuity = shell.startContinuity({
      host: this.#options.host,
      words,
      excludedPaths,
      onPageChanged: () => this.#options.onPage(),
      announce: (text) => {
        this.announcement.value = text;
      },
      onBlocked: (blocked) =>
        new Promise((resolve) => {
          this.question.value = {
            blocked,
            shell,
            words,
            answer: (choice) => {
              this.question.value = null;
              resolve(choice);
              if (choice === "leave" && blocked.kind.startsWith("cross")) this.#options.onLeave();
            },
          };
        }),
    });
  }

  stop(): void {
    this.#wanted = false;
    this.#parts = null;
    this.#continuity?.stop();
    this.#continuity = null;
    this.question.value?.answer("stay");
  }
}

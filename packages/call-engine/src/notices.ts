import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Notice, NoticeCode } from "./model.ts";

/** Older ones have been read or missed. */
const KEPT = 5;

export class Notices {
  readonly #notices = signal<readonly Notice[]>([]);
  #count = 0;

  get list(): ReadonlySignal<readonly Notice[]> {
    return this.#notices;
  }

  readonly tell = (code: NoticeCode, subject: string | null = null): void => {
    this.#count += 1;
    const others = this.#notices.peek().filter((notice) => notice.code !== code);
    this.#notices.value = [...others, { id: this.#count, code, subject }].slice(-KEPT);
  };

  /** It is no longer so. */
  readonly withdraw = (code: NoticeCode): void => {
    this.#notices.value = this.#notices.peek().filter((notice) => notice.code !== code);
  };

  /** The call that they were about is over. */
  clear(): void {
    this.#notices.value = [];
  }

  readonly dismiss = (id: number): void => {
    this.#notices.value = this.#notices.peek().filter((notice) => notice.id !== id);
  };
}

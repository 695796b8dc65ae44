/** The last answers to forms, by document, as a browser keeps pages to go back to. */
import type { WrittenPage } from "./load.ts";

const KEPT = 8;

export class Answers {
  readonly #pages = new Map<string, WrittenPage>();

  get(document: string): WrittenPage | undefined {
    return this.#pages.get(document);
  }

  keep(document: string, page: WrittenPage): void {
    this.#pages.set(document, page);
    const [oldest] = this.#pages.keys();
    if (oldest !== undefined && this.#pages.size > KEPT) this.#pages.delete(oldest);
  }
}

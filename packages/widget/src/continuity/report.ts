/** Says what the shell does: to the widget, to the agent, and to screen readers. */
import type { CarriedPage, ContinuityOptions } from "./contract.ts";

type Listener = Pick<ContinuityOptions, "announce" | "onPageChanged">;

export class Report {
  readonly #page: () => CarriedPage;
  /** Null when the call is over. */
  readonly #listener: () => Listener | null;
  #last = "";

  constructor(page: () => CarriedPage, listener: () => Listener | null) {
    this.#page = page;
    this.#listener = listener;
  }

  /** Another page is on show. */
  shown(): void {
    this.told();
    const { title, url } = this.#page();
    this.#listener()?.announce(title || new URL(url).pathname);
  }

  /** Pages that rename their entry while they are scrolled have no news for the agent. */
  readonly told = (): void => {
    const page = this.#page();
    const news = `${page.url} ${page.title}`;
    const listener = this.#listener();
    if (!listener || news === this.#last) return;
    this.#last = news;
    listener.onPageChanged(page);
  };
}

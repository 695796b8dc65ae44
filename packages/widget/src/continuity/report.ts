/** Says what the shell does: to the widget, to the agent, and to screen readers. */
import { signal } from "@preact/signals";
import type { CarriedPage, ContinuityOptions, ContinuityState } from "./contract.ts";

type Listener = Pick<ContinuityOptions, "announce" | "onPageChanged">;

export class Report {
  readonly state = signal<ContinuityState>({ kind: "idle" });
  readonly #page: () => CarriedPage;
  readonly #isCarried: () => boolean;
  /** Null when the call is over. */
  readonly #listener: () => Listener | null;
  #last = "";

  constructor(page: () => CarriedPage, isCarried: () => boolean, listener: () => Listener | null) {
    this.#page = page;
    this.#isCarried = isCarried;
    this.#listener = listener;
  }

  loading(url: string, stop: () => void): void {
    this.state.value = { kind: "loading", url, stop };
  }

  rest(): void {
    const { url } = this.#page();
    this.state.value = this.#isCarried() ? { kind: "carried", url } : { kind: "idle" };
  }

  /** Another page is on show. */
  shown(): void {
    this.rest();
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

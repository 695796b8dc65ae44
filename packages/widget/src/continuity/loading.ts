/** One page at a time is on its way; another one, the visitor's stop or the end of the call overtakes it. */
import { showProgress, type ProgressWords } from "./progress.ts";

export class Loading {
  #current: { readonly controller: AbortController; readonly hide: () => void } | null = null;

  get active(): boolean {
    return this.#current !== null;
  }

  /** @param onStop the visitor gives the page up */
  begin(host: HTMLElement, words: ProgressWords, onStop: () => void): AbortSignal {
    this.stop();
    const controller = new AbortController();
    this.#current = { controller, hide: showProgress(host, words, onStop) };
    return controller.signal;
  }

  /** The page is there; false when something else has overtaken it. */
  finish(signal: AbortSignal): boolean {
    if (this.#current?.controller.signal !== signal) return false;
    this.#current.hide();
    this.#current = null;
    return true;
  }

  stop(): void {
    this.#current?.hide();
    this.#current?.controller.abort();
    this.#current = null;
  }
}

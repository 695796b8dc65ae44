/** One page at a time is on its way; another one, Escape or the end of the call overtakes it. */
import { showProgress } from "./progress.ts";

export class Loading {
  #current: { readonly controller: AbortController; readonly endProgress: () => void } | null =
    null;

  get active(): boolean {
    return this.#current !== null;
  }

  begin(host: HTMLElement, label: string): AbortSignal {
    this.stop();
    const controller = new AbortController();
    this.#current = { controller, endProgress: showProgress(host, label) };
    return controller.signal;
  }

  /** The page is there; false when something else has overtaken it. */
  finish(signal: AbortSignal): boolean {
    if (this.#current?.controller.signal !== signal) return false;
    this.#current.endProgress();
    this.#current = null;
    return true;
  }

  stop(): void {
    this.#current?.endProgress();
    this.#current?.controller.abort();
    this.#current = null;
  }
}

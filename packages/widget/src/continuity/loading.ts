/** One page at a time is on its way; another one, the visitor's stop or the end of the call overtakes it. */
import { showProgress, type ProgressWords } from "./progress.ts";

/**
 * What has not come by then may never come, in ms: a download in a frame tells nobody that it began,
 * and the `HEAD`, which goes without cookies, may have met a sign-in page in its place. The bar has
 * come to its end by then; a page that is slower still takes over when it arrives.
 */
const QUIET_MS = 10_000;

export class Loading {
  #current: { readonly controller: AbortController; readonly endProgress: () => void } | null =
    null;

  get active(): boolean {
    return this.#current !== null;
  }

  /** @param onStop the visitor gives the page up */
  begin(host: HTMLElement, words: ProgressWords, onStop: () => void): AbortSignal {
    this.stop();
    const controller = new AbortController();
    const hide = showProgress(host, words, onStop);
    const quiet = setTimeout(hide, QUIET_MS);
    const endProgress = (): void => {
      clearTimeout(quiet);
      hide();
    };
    this.#current = { controller, endProgress };
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

/**
 * The top document's session history speaks for the carried pages. Every page, and every step that
 * a page takes within itself, is one entry there; the frames have none of their own, so Back and
 * Forward only ever move the top document and nothing is left behind when a frame goes.
 */
import { ENTRY_KEY } from "./inner.ts";

export interface Entry {
  /** Number of this entry, never used twice in a tab's life. */
  readonly id: string;
  /** Which carried document it belongs to. */
  readonly document: string;
}

const newId = (): string => crypto.getRandomValues(new Uint32Array(2)).join("-");

export interface Scroll {
  readonly x: number;
  readonly y: number;
}

export function entryOf(state: unknown): (Entry & { readonly inner: unknown }) | null {
  if (typeof state !== "object" || state === null || !(ENTRY_KEY in state)) return null;
  return (state as Record<typeof ENTRY_KEY, Entry & { inner: unknown }>)[ENTRY_KEY];
}

export class TopHistory {
  readonly #view: Window;
  /** Null while the page that was loaded for real is showing. */
  #current: Entry | null = null;
  readonly #scroll = new Map<string, Scroll>();

  constructor(view: Window) {
    this.#view = view;
  }

  get current(): Entry | null {
    return this.#current;
  }

  /** A carried page arrived. `inner` is its own `history.state`. */
  arrive(history: "push" | "replace", document: string, url: string, inner: unknown): void {
    this.#write(history, { id: newId(), document }, url, inner);
  }

  /** The carried page took a step within itself, or renamed the one it is on. */
  step(history: "push" | "replace", url: string, inner: unknown): void {
    const current = this.#current;
    if (!current) return;
    const id = history === "push" ? newId() : current.id;
    this.#write(history, { id, document: current.document }, url, inner);
  }

  /** After Back or Forward: which entry is on show now. */
  moved(state: unknown): (Entry & { readonly inner: unknown }) | null {
    const entry = entryOf(state);
    this.#current = entry && { id: entry.id, document: entry.document };
    return entry;
  }

  rememberScroll(scroll: Scroll): void {
    if (this.#current) this.#scroll.set(this.#current.id, scroll);
  }

  scrollOf(entry: Entry): Scroll | null {
    return this.#scroll.get(entry.id) ?? null;
  }

  #write(history: "push" | "replace", entry: Entry, url: string, inner: unknown): void {
    const state = { [ENTRY_KEY]: { ...entry, inner } };
    // The real page's own entry is never overwritten: its state belongs to the page.
    if (history === "push" || !this.#current) this.#view.history.pushState(state, "", url);
    else this.#view.history.replaceState(state, "", url);
    this.#current = entry;
  }
}

/**
 * Makes the frame's `pushState` a step of the top document. The frame's own entry is replaced, so
 * that the joint session history grows by one entry and not by two.
 */
export function liftHistory(
  view: Window,
  onStep: (history: "push" | "replace", url: string, state: unknown) => void,
): void {
  const { history } = view;
  const replace = history.replaceState.bind(history);
  const lifted =
    (kind: "push" | "replace") =>
    (data: unknown, unused: string, url?: string | URL | null): void => {
      replace(data, unused, url);
      onStep(kind, view.location.href, history.state);
    };
  history.pushState = lifted("push");
  history.replaceState = lifted("replace");
}

/** Back or Forward between two steps of the page in the frame: what the browser would have done. */
export function restoreStep(
  view: Window & typeof globalThis,
  url: string,
  state: unknown,
  scroll: Scroll | null,
): void {
  const [page, fragment] = view.location.href.split("#");
  const [nextPage, nextFragment] = url.split("#");
  const replace = view.History.prototype.replaceState.bind(view.history);
  // A fragment's own navigation sets `:target` and tells the page `hashchange`.
  if (page === nextPage && fragment !== nextFragment && nextFragment !== undefined)
    view.location.replace(`#${nextFragment}`);
  replace(state, "", url);
  view.dispatchEvent(new view.PopStateEvent("popstate", { state }));
  if (scroll && view.history.scrollRestoration === "auto") view.scrollTo(scroll.x, scroll.y);
}

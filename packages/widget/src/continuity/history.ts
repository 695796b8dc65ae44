/**
 * The top document's session history speaks for the carried pages. Every page, and every step that
 * a page takes within itself, is one entry there; the frames have none of their own, so Back and
 * Forward only ever move the top document and nothing is left behind when a frame goes.
 */
import type { FrameView } from "./frame.ts";
import { ENTRY_KEY } from "./inner.ts";

interface Entry {
  /** Number of this entry, never used twice in a tab's life. */
  readonly id: string;
  /** Which carried document it belongs to. */
  readonly document: string;
}

export interface VisitedEntry extends Entry {
  /** `history.state` as the carried page left it. */
  readonly inner: unknown;
}

export interface Arriving {
  readonly history: "push" | "replace";
  /** Back or Forward has already moved the address bar, to this entry. */
  readonly entry?: VisitedEntry;
}

const newId = (): string => crypto.getRandomValues(new Uint32Array(2)).join("-");

interface Scroll {
  readonly x: number;
  readonly y: number;
}

function entryOf(state: unknown): VisitedEntry | null {
  if (typeof state !== "object" || state === null || !(ENTRY_KEY in state)) return null;
  return (state as Record<typeof ENTRY_KEY, VisitedEntry>)[ENTRY_KEY];
}

export class TopHistory {
  readonly #view: Window;
  /** Address of the page that the page on show was reached from. */
  referrer: string;
  /** Where the real page was when the first carried one took its place. */
  #sleptAt: string | null = null;
  /** Null while the page that was loaded for real is showing. */
  #current: Entry | null = null;
  readonly #scroll = new Map<string, Scroll>();

  constructor(view: Window) {
    this.#view = view;
    this.referrer = view.document.referrer;
  }

  /**
   * A carried page arrived: by a navigation, or because Back or Forward moved to its `entry`.
   * Returns the name of its document.
   */
  arrive({ entry, history }: Arriving, url: string, inner: unknown): string {
    if (!entry) {
      this.referrer = this.#view.location.href;
      this.#sleptAt ??= this.referrer;
    }
    const document = entry?.document ?? newId();
    this.write(entry ? "replace" : history, document, url, entry ? entry.inner : inner);
    return document;
  }

  /**
   * A step of the carried page within itself. `inner` is its own `history.state`.
   * The real page's own entry is never overwritten: its state belongs to that page.
   */
  write(history: "push" | "replace", document: string, url: string, inner: unknown): void {
    const renamed = history === "replace" ? this.#current : null;
    const entry: Entry = { id: renamed?.id ?? newId(), document };
    const state = { [ENTRY_KEY]: { ...entry, inner } };
    if (renamed) this.#view.history.replaceState(state, "", url);
    else this.#view.history.pushState(state, "", url);
    this.#current = entry;
  }

  /**
   * Back or Forward. Returns the entry on show now, null for the real page's, and undefined when
   * the real page moved within itself. Its router does not hear of entries that are not its own.
   */
  moved(event: PopStateEvent): VisitedEntry | null | undefined {
    const entry = entryOf(event.state);
    if (!entry && !this.#current) return undefined;
    if (entry || this.#view.location.href === this.#sleptAt) event.stopImmediatePropagation();
    if (!entry) this.#sleptAt = null;
    this.#current = entry && { id: entry.id, document: entry.document };
    return entry;
  }

  /** Call before the entry changes. */
  rememberScroll(view: Window | undefined): void {
    if (this.#current && view)
      this.#scroll.set(this.#current.id, { x: view.scrollX, y: view.scrollY });
  }

  /** Where the visitor was on this entry, unless the page sees to that itself. */
  restoreScroll(view: Window): void {
    const scroll = this.#current && this.#scroll.get(this.#current.id);
    if (scroll && view.history.scrollRestoration === "auto") view.scrollTo(scroll.x, scroll.y);
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
export function restoreStep(view: FrameView, url: string, state: unknown): void {
  const [page, fragment] = view.location.href.split("#");
  const [nextPage, nextFragment] = url.split("#");
  // A fragment's own navigation sets `:target` and tells the page `hashchange`.
  if (page === nextPage && fragment !== nextFragment && nextFragment !== undefined)
    view.location.replace(`#${nextFragment}`);
  setState(view, state, url);
  view.dispatchEvent(new view.PopStateEvent("popstate", { state }));
}

/** As the page's own `replaceState`, but unheard by `liftHistory`. */
export function setState(view: FrameView, state: unknown, url: string): void {
  view.History.prototype.replaceState.call(view.history, state, "", url);
}

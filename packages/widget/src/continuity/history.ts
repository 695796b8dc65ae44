/**
 * The top document's session history speaks for the carried pages. Every page, and every step that
 * a page takes within itself, is one entry there; the frames have none of their own, so Back and
 * Forward only ever move the top document and nothing is left behind when a frame goes.
 */
import type { FrameView } from "./frame.ts";
import { ENTRY_KEY, type Noted } from "./inner.ts";

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

/** The Navigation API, where the browser has it. */
interface Navigated {
  readonly navigation?: Pick<
    Navigation,
    "activation" | "addEventListener" | "currentEntry" | "entries"
  >;
}

const page = (url: string): string => url.split("#", 1)[0] ?? url;

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
  /** Where the address bar is; null on an entry of the page that was loaded for real. */
  #current: Entry | null = null;
  /** The entry of the page on show, which Back leaves before the next page has come. */
  #shown: { readonly entry: Entry | null; readonly key: string | undefined };
  #isAway = false;
  /** The step back to the page on show is on its way. */
  #returns = false;
  readonly #scroll = new Map<string, Scroll>();
  /** The entry of an earlier shell that the real page was loaded on, by a reload in mid-call. */
  readonly #loadedOn: VisitedEntry | null;
  readonly #loadedAt: string;
  readonly #loadedIndex: number | undefined;

  constructor(view: Window & Navigated, signal: AbortSignal) {
    this.#view = view;
    this.#shown = { entry: null, key: this.#key() };
    this.referrer = view.document.referrer;
    this.#loadedOn = entryOf((view.history as Noted)[ENTRY_KEY]);
    const { navigation } = view as Navigated;
    const loaded = navigation?.activation?.entry ?? navigation?.currentEntry;
    this.#loadedAt = page(loaded?.url ?? view.location.href);
    this.#loadedIndex = loaded?.index;
    // The real page's router adds entries, too.
    const onEntry = ({ navigationType }: NavigationCurrentEntryChangeEvent): void => {
      if (navigationType !== "traverse") this.#shown = { ...this.#shown, key: this.#key() };
    };
    navigation?.addEventListener("currententrychange", onEntry, { signal });
  }

  /** Back or Forward has moved the address bar to a page that is not on show yet. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The page that the address bar names is on show. */
  arrived(): void {
    this.#isAway = false;
    this.#shown = { entry: this.#current, key: this.#key() };
  }

  /**
   * The page did not come: back to the entry of the one on show, so that the one it would have had
   * stays as it is. False where the browser does not tell where that is.
   */
  returns(): boolean {
    const { navigation } = this.#view as Navigated;
    const home = navigation?.entries().find(({ key }) => key === this.#shown.key);
    if (!home || !navigation?.currentEntry) return false;
    this.#returns = true;
    this.#view.history.go(home.index - navigation.currentEntry.index);
    return true;
  }

  #key(): string | undefined {
    return (this.#view as Navigated).navigation?.currentEntry?.key;
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
    this.arrived();
  }

  /**
   * Back or Forward. Returns the entry to show now, null for the real page's, and undefined when
   * the real page moved within itself or we went back to the page on show; `here` when the visitor
   * did that. A router of the real page does not hear of entries that are not its own.
   */
  moved(event: PopStateEvent): VisitedEntry | null | undefined | "here" {
    const entry = entryOf(event.state);
    const key = this.#key();
    if (this.#isAway && key !== undefined && key === this.#shown.key) {
      const ours = this.#returns;
      this.#returns = this.#isAway = false;
      this.#current = this.#shown.entry;
      event.stopImmediatePropagation();
      return ours ? undefined : "here";
    }
    if (this.#isOwn(entry)) {
      if (!this.#current) {
        this.arrived();
        return undefined;
      }
      this.#isAway = true;
      if (this.#view.location.href === this.#sleptAt) event.stopImmediatePropagation();
      this.#sleptAt = null;
      this.#current = null;
      return null;
    }
    this.#isAway = true;
    event.stopImmediatePropagation();
    // An entry of an earlier load has no number yet.
    const reached = entry ?? { id: newId(), document: newId(), inner: event.state as unknown };
    this.#current = { id: reached.id, document: reached.document };
    return reached;
  }

  /**
   * True where the real page shows what the entry names. Back also reaches entries of earlier loads,
   * without loading anything: a reload keeps them in one document for the browser. Loaded on an entry
   * of an earlier shell, the real page owns that one, its fragments, and what it added after it.
   */
  #isOwn(entry: VisitedEntry | null): boolean {
    if (entry) return entry.id === this.#loadedOn?.id;
    if (!this.#loadedOn || page(this.#view.location.href) === this.#loadedAt) return true;
    const index = (this.#view as Navigated).navigation?.currentEntry?.index;
    return index !== undefined && this.#loadedIndex !== undefined && index > this.#loadedIndex;
  }

  /** Call before the entry changes. */
  rememberScroll(view: Window | undefined): void {
    const { entry } = this.#shown;
    if (entry && view) this.#scroll.set(entry.id, { x: view.scrollX, y: view.scrollY });
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

import { beforeEach, describe, expect, test, vi } from "vitest";
import { TopHistory } from "./history.ts";
import { ENTRY_KEY } from "./inner.ts";

/** As much of a tab as the history needs: entries, an address, a way back. */
class Tab {
  readonly entries: { url: string; state: unknown }[] = [{ url: "/start", state: { own: 1 } }];
  index = 0;
  readonly document = { referrer: "/search-engine" };
  readonly navigation: object | undefined;
  /** What `history.go` was asked for. */
  readonly gone: number[] = [];
  /** Which entry was there when the document was loaded. */
  #loaded = 0;
  readonly history: Pick<History, "pushState" | "replaceState"> & Record<string, unknown> = {
    go: (steps: number) => this.gone.push(steps),
    pushState: (state: unknown, _, url) => {
      this.entries.splice((this.index += 1), Infinity, { url: String(url), state });
    },
    replaceState: (state: unknown, _, url) => {
      this.entries[this.index] = { url: String(url), state };
    },
  };

  constructor(withNavigation = false) {
    const entry = (index: number) => ({
      index,
      key: `key ${String(index)}`,
      url: this.entries[index]?.url,
    });
    const loaded = () => entry(this.#loaded);
    const current = () => entry(this.index);
    if (!withNavigation) return;
    this.navigation = {
      addEventListener: () => undefined,
      entries: () => this.entries.map((_, index) => entry(index)),
      activation: {
        get entry() {
          return loaded();
        },
      },
      get currentEntry() {
        return current();
      },
    };
  }

  /** The document is new, its entries are not. */
  reload() {
    this.#loaded = this.index;
    this.history[ENTRY_KEY] = this.entries[this.index]?.state;
  }

  get location() {
    return { href: this.entries[this.index]?.url };
  }

  /** What `popstate` would bring. */
  go(steps: number) {
    this.index += steps;
    return {
      state: this.entries[this.index]?.state,
      stopImmediatePropagation: vi.fn<() => void>(),
    } satisfies Partial<PopStateEvent>;
  }
}

const { signal } = new AbortController();
let tab: Tab;
let history: TopHistory;
const moved = (steps: number) => {
  const event = tab.go(steps);
  return { event, entry: history.moved(event as unknown as PopStateEvent) };
};

beforeEach(() => {
  tab = new Tab();
  history = new TopHistory(tab as unknown as Window, signal);
});

test("a page adds an entry, and its renaming adds none", () => {
  const document = history.arrive({ history: "push" }, "/b", null);
  history.write("replace", document, "/b?sorted", { sorted: true });
  expect(tab.entries.map(({ url }) => url)).toEqual(["/start", "/b?sorted"]);
  expect(history.referrer).toBe("/start");
});

test("the real page's entry is never overwritten", () => {
  history.arrive({ history: "replace" }, "/b", null);
  expect(tab.entries).toHaveLength(2);
  expect(tab.entries[0]).toEqual({ url: "/start", state: { own: 1 } });
});

test("Back names the document and the state that the page had there", () => {
  const b = history.arrive({ history: "push" }, "/b", null);
  history.write("push", b, "/b#two", { step: 2 });
  const c = history.arrive({ history: "push" }, "/c", null);
  expect(c).not.toBe(b);
  expect(moved(-1).entry).toMatchObject({ document: b, inner: { step: 2 } });
  expect(moved(-1).entry).toMatchObject({ document: b, inner: null });
});

test("a page that Back brought again keeps its document and its place", () => {
  const b = history.arrive({ history: "push" }, "/b", null);
  history.arrive({ history: "push" }, "/c", null);
  const { entry } = moved(-1);
  if (!entry || entry === "here") throw new Error("Back came to no entry of the shell");
  expect(history.arrive({ history: "replace", entry }, "/b", null)).toBe(b);
  expect(tab.entries.map(({ url }) => url)).toEqual(["/start", "/b", "/c"]);
});

test("the real page's router hears of its own entries only", () => {
  tab.history.pushState({ own: 2 }, "", "/start/two");
  expect(moved(-1).entry).toBeUndefined();
  moved(1);
  history.arrive({ history: "push" }, "/b", null);
  const back = moved(-1);
  expect(back.entry).toBeNull();
  expect(back.event.stopImmediatePropagation).toHaveBeenCalled();
  const again = moved(1);
  expect(again.event.stopImmediatePropagation).toHaveBeenCalled();
  history.arrive({ history: "push" }, "/c", null);
  const farBack = moved(-3);
  expect(farBack.entry).toBeNull();
  expect(farBack.event.stopImmediatePropagation).not.toHaveBeenCalled();
});

describe.each([
  ["with the Navigation API", true],
  ["without it", false],
])("after a reload in mid-call, %s", (_, withNavigation) => {
  const walked = (...urls: string[]) => {
    tab = new Tab(withNavigation);
    history = new TopHistory(tab as unknown as Window, signal);
    for (const url of urls) history.arrive({ history: "push" }, url, null);
    tab.reload();
    history = new TopHistory(tab as unknown as Window, signal);
  };

  test("the entry that was loaded for real before is a page to carry", () => {
    walked("/b");
    const { event, entry } = moved(-1);
    expect(entry).toMatchObject({ inner: { own: 1 } });
    expect(event.stopImmediatePropagation).toHaveBeenCalled();
    if (!entry || entry === "here") throw new Error("Back came to no entry");
    const document = history.arrive({ history: "replace", entry }, "/start", null);
    expect(tab.entries.map(({ url }) => url)).toEqual(["/start", "/b"]);
    expect(moved(1).entry).toBeNull();
    history.arrived();
    expect(moved(-1).entry).toMatchObject({ document, inner: { own: 1 } });
  });

  test("the second step back is one, too", () => {
    walked("/b", "/c");
    expect(moved(-1).entry).toMatchObject({ inner: null });
    const { entry } = moved(-1);
    expect(entry).toMatchObject({ inner: { own: 1 } });
    if (!entry || entry === "here") throw new Error("Back came to no entry");
    history.arrive({ history: "replace", entry }, "/start", null);
    expect(moved(2).entry).toBeNull();
  });

  test("the page's own fragments and its renamed entry stay its own", () => {
    walked("/b");
    tab.history.replaceState({ router: 1 }, "", "/b");
    tab.history.pushState(null, "", "/b#far");
    expect(moved(-1).entry).toBeUndefined();
    expect(moved(1).entry).toBeUndefined();
  });
});

test("after a reload a router's own steps are told from entries before it", () => {
  tab = new Tab(true);
  history = new TopHistory(tab as unknown as Window, signal);
  history.arrive({ history: "push" }, "/b", null);
  tab.reload();
  history = new TopHistory(tab as unknown as Window, signal);
  tab.history.pushState({ own: 2 }, "", "/b/one");
  tab.history.pushState({ own: 3 }, "", "/b/two");
  expect(moved(-1).entry).toBeUndefined();
  expect(moved(-2).entry).toMatchObject({ inner: { own: 1 } });
});

test("a page that does not come leaves its entry as it is", () => {
  tab = new Tab(true);
  history = new TopHistory(tab as unknown as Window, signal);
  for (const url of ["/b", "/c"]) {
    history.arrive({ history: "push" }, url, null);
  }
  const before = structuredClone(tab.entries);
  moved(-1);
  moved(-1);
  expect(history.isAway).toBe(true);
  expect(history.returns()).toBe(true);
  expect(tab.gone).toEqual([2]);
  expect(moved(2).entry).toBeUndefined();
  expect(history.isAway).toBe(false);
  expect(tab.entries).toEqual(before);
  moved(-1);
  expect(moved(1).entry).toBe("here");
});

test("without the Navigation API nobody knows how far it is back", () => {
  history.arrive({ history: "push" }, "/b", null);
  history.arrive({ history: "push" }, "/c", null);
  moved(-1);
  expect(history.returns()).toBe(false);
});

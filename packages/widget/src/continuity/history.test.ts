import { beforeEach, expect, test, vi } from "vitest";
import { TopHistory } from "./history.ts";

/** As much of a tab as the history needs: entries, an address, a way back. */
class Tab {
  readonly entries: { url: string; state: unknown }[] = [{ url: "/start", state: { own: 1 } }];
  index = 0;
  readonly document = { referrer: "/search-engine" };
  readonly history = {
    pushState: (state: unknown, _: string, url: string) => {
      this.entries.splice((this.index += 1), Infinity, { url, state });
    },
    replaceState: (state: unknown, _: string, url: string) => {
      this.entries[this.index] = { url, state };
    },
  };

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

let tab: Tab;
let history: TopHistory;
const moved = (steps: number) => {
  const event = tab.go(steps);
  return { event, entry: history.moved(event as unknown as PopStateEvent) };
};

beforeEach(() => {
  tab = new Tab();
  history = new TopHistory(tab as unknown as Window);
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
  if (!entry) throw new Error("Back came to no entry of the shell");
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

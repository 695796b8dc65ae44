/**
 * How a copy of the widget that runs inside a carried page finds the one that holds the call.
 * Kept free of imports: the loader, which runs on every page view, uses it.
 */

/** A registered symbol is the same in every realm of an agent, so frame and top share it. */
const SHELL = Symbol.for("knock-knock.shell");
/** Key inside `history.state` of the entries that the shell makes. */
export const ENTRY_KEY = "knock-knock";

/** `history.state` as the document found it. */
export type Noted = History & { [ENTRY_KEY]?: unknown };

type Marked = Window & { [SHELL]?: { readonly api: (page: Window) => unknown } };

const topOf = (view: Window): Marked | null => {
  try {
    // Reading a property of a foreign top window throws: then this is somebody else's frame.
    return view.top && view.top !== view && view.top.document ? view.top : null;
  } catch {
    return null;
  }
};

/** True in a page that the shell carries: the widget's copy there stays dormant. */
export const isInsideShell = (view: Window): boolean => topOf(view)?.[SHELL] !== undefined;

/** The `KnockKnock` object of the document that holds the call; undefined outside a shell. */
export const outerApi = (view: Window): unknown => topOf(view)?.[SHELL]?.api(view);

/** As much of the `KnockKnock` object as a carried page cannot share with every other. */
interface Api {
  on(event: unknown, handler: unknown): () => void;
  push(...commands: readonly unknown[]): void;
}

/** Marks the top window as holding a shell. Returns what removes the mark. */
export function markShell(view: Window & { KnockKnock?: unknown }): () => void {
  Object.defineProperty(view, SHELL, {
    value: { api: (page: Window) => apiOf(view.KnockKnock as Api | undefined, page) },
    configurable: true,
    enumerable: false,
  });
  return () => {
    delete (view as Marked)[SHELL];
  };
}

/** The same object, but a page's handlers leave with the page, as they do with a real one. */
function apiOf(api: Api | undefined, page: Window): Api | undefined {
  if (!api) return;
  const on: Api["on"] = (event, handler) => {
    const off = api.on(event, handler);
    page.addEventListener("pagehide", off);
    return off;
  };
  const push: Api["push"] = (...commands) => {
    for (const command of commands as readonly (readonly unknown[] | null)[]) {
      if (command?.[0] === "on") on(command[1], command[2]);
      else api.push(command);
    }
  };
  return { __proto__: api, on, push } as Api;
}

/**
 * Entries of one document outlive it: after a reload or a real page load, Back moves between the
 * shell's old entries without loading anything, and the address bar would name another page than
 * the one on show. So such a step loads its page. Call once per page view, outside a shell.
 */
export function repairHistory(view: Window): void {
  const ours = (state: unknown): boolean =>
    typeof state === "object" && state !== null && ENTRY_KEY in state;
  const page = (): string => view.location.href.split("#", 1)[0] ?? "";
  const loadedAt = page();
  // Noted for a shell that starts later: the page's own router may have renamed the entry by then.
  const loadedOn: unknown = ((view.history as Noted)[ENTRY_KEY] = view.history.state);
  view.addEventListener("popstate", (event) => {
    if (SHELL in view) return;
    if ((ours(loadedOn) || ours(event.state)) && page() !== loadedAt) view.location.reload();
  });
}

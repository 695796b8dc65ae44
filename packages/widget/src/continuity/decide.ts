/** Which navigations the shell carries: one table, no browser. */

export interface NavigationFacts {
  /** The document loaded for real, or the page in the frame. */
  readonly from: "page" | "frame";
  /** `reload`: by a script or a timed refresh; the browser's own reload is not heard of. */
  readonly type: "push" | "replace" | "reload" | "traverse";
  readonly url: string;
  /** Address of the page that the visitor sees. */
  readonly currentUrl: string;
  /** `pushState` and its kin: no page is loaded. */
  readonly sameDocument: boolean;
  readonly hashChange: boolean;
  readonly download: boolean;
  readonly cancelable: boolean;
  /** The page cancelled it or took it over with `intercept()`: a router's business. */
  readonly handledByPage: boolean;
  /** Neither the visitor nor an element of the page did it. */
  readonly unasked: boolean;
}

export interface Situation {
  readonly callIsLive: boolean;
  readonly showing: "page" | "frame";
  readonly excludedPaths: readonly string[];
}

export type Decision =
  | { readonly do: "leave-alone" }
  /** Load it in a frame; `push` adds a history entry. */
  | { readonly do: "carry"; readonly history: "push" | "replace" }
  /** A fragment of the carried page: only the entry of the top document is new. */
  | { readonly do: "jump" }
  /** The call is over and a carried page is showing: an ordinary load, in the top document. */
  | { readonly do: "load-for-real" }
  | { readonly do: "offer"; readonly kind: "cross-origin" | "excluded" };

const LEAVE_ALONE: Decision = { do: "leave-alone" };

export function isExcluded(url: URL, excludedPaths: readonly string[]): boolean {
  return excludedPaths.some((prefix) => prefix !== "" && url.pathname.startsWith(prefix));
}

export function decide(facts: NavigationFacts, situation: Situation): Decision {
  const { showing, callIsLive, excludedPaths } = situation;
  if (facts.handledByPage || facts.download || !facts.cancelable) return LEAVE_ALONE;
  if (facts.type === "traverse") return LEAVE_ALONE;
  // With the real page showing, fragments and routers are nobody's business but its own.
  const own = facts.from === "page" && showing === "page";
  if (own && (facts.sameDocument || facts.hashChange)) return LEAVE_ALONE;

  const url = new URL(facts.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") return LEAVE_ALONE;
  if (facts.hashChange)
    return facts.from === "page" || facts.type === "push" ? { do: "jump" } : LEAVE_ALONE;
  if (facts.sameDocument) return LEAVE_ALONE;

  if (!callIsLive) return facts.from === "frame" ? { do: "load-for-real" } : LEAVE_ALONE;
  if (url.origin !== new URL(facts.currentUrl).origin) return { do: "offer", kind: "cross-origin" };
  if (isExcluded(url, excludedPaths)) return { do: "offer", kind: "excluded" };
  return { do: "carry", history: facts.type === "push" ? "push" : "replace" };
}

/** What a website's page and the call's own window tell each other, with exact origins. */
import type { Page } from "@knockknock/protocol";

/** The page that the visitor came from, as the call's own window remembers it. */
export const PAGE_KEY = "knockknock:page";

export type FromWindow =
  /** The window is there and waits for the call. */
  | { readonly t: "ready" }
  /**
   * It has the call. Said again and again: the page that hears it may be a new one, and what a
   * window says while it closes may be lost.
   */
  | { readonly t: "here"; readonly seat: unknown }
  /** The window gives the call back: it was asked to, or it is going away. */
  | { readonly t: "back"; readonly seat: unknown; readonly asked: boolean }
  | { readonly t: "over" };

export type FromPage =
  /** `seat` is what the window's page resumes; it holds a ticket, so it never stands in a URL. */
  | { readonly t: "seat"; readonly seat: unknown; readonly page: Page }
  | { readonly t: "bring" }
  /** Where the visitor is now. */
  | { readonly t: "page"; readonly page: Page }
  /** The widget was removed from the page, and its call with it. */
  | { readonly t: "end" }
  /** There is no call to take. */
  | { readonly t: "none" };

/** Messages on this one origin, of this one window or, where `source` is null, of any. */
export function listenTo<M extends { readonly t: string }>(
  source: Window | null,
  origin: string,
  hear: (message: M, from: Window) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>): void => {
    const { data } = event;
    // The last words of a window arrive without their sender when it has been closed by then.
    const from = (event.source ?? (source?.closed === true ? source : null)) as Window | null;
    if (from === null || (source ?? from) !== from || event.origin !== origin) return;
    if (typeof data === "object" && data !== null && "t" in data) hear(data as M, from);
  };
  addEventListener("message", listener);
  return () => removeEventListener("message", listener);
}

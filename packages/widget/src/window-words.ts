/** What a website's page and the call's own window tell each other, with exact origins. */
import type { Page } from "@knockknock/protocol";

/** The page that the visitor came from, as the call's own window remembers it. */
export const PAGE_KEY = "knockknock:page";

export type FromWindow =
  /** The window is there and waits for the call. */
  | { readonly t: "ready" }
  /** The window gives the call back: it was asked to, or it is going away. */
  | { readonly t: "back"; readonly seat: unknown; readonly asked: boolean }
  | { readonly t: "over" };

export type FromPage =
  /** `seat` is what the window's page resumes; it holds a ticket, so it never stands in a URL. */
  | { readonly t: "seat"; readonly seat: unknown; readonly page: Page }
  | { readonly t: "bring" }
  /** The widget was removed from the page, and its call with it. */
  | { readonly t: "end" }
  /** There is no call to take. */
  | { readonly t: "none" };

/** Messages of this one window, on this one origin. */
export function listenTo<M extends { readonly t: string }>(
  source: () => MessageEventSource | null,
  origin: string,
  hear: (message: M) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>): void => {
    const { data } = event;
    if (event.source !== source() || event.origin !== origin) return;
    if (typeof data === "object" && data !== null && "t" in data) hear(data as M);
  };
  addEventListener("message", listener);
  return () => removeEventListener("message", listener);
}

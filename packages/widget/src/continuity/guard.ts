/** Pages that try to leave a frame, or ask before they are left. */
import type { FrameView } from "./frame.ts";

/** How long after its arrival a page's own scripts are taken to be busting frames, in ms. */
export const BUST_WINDOW_MS = 3000;

const page = (url: string): string => url.split("#", 1)[0] ?? url;

/**
 * `top.location = self.location` and its kin: a page sends the top document to where the page
 * already is. There is nothing to load; the visitor sees that page at the top as it wants.
 */
export function isFrameBusting(url: string, framed: string | null): boolean {
  return framed !== null && page(url) === page(framed);
}

/**
 * The usual companion of such a script hides the page until it finds itself at the top. It cannot
 * (`top` is unforgeable), so the page is shown here.
 */
export function reveal(view: FrameView): void {
  const { document } = view;
  document.getElementById("antiClickjack")?.remove();
  for (const element of [document.documentElement, document.body]) {
    if (!element) continue;
    const style = view.getComputedStyle(element);
    if (style.display === "none") element.style.setProperty("display", "block", "important");
    if (style.visibility === "hidden")
      element.style.setProperty("visibility", "visible", "important");
    if (style.opacity === "0") element.style.setProperty("opacity", "1", "important");
  }
}

/**
 * True when the page wants to be asked before it goes. A frame that is taken away fires no
 * `beforeunload`, so it is fired here, as the interface that handlers know.
 */
export function wantsToStay(view: FrameView): boolean {
  const event = view.document.createEvent("BeforeUnloadEvent");
  event.initEvent("beforeunload", false, true);
  view.dispatchEvent(event);
  return event.defaultPrevented || (event as BeforeUnloadEvent).returnValue !== "";
}

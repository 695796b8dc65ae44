/** Pages that try to leave a frame, or ask before they are left. */
import { viewOf, type FrameView } from "./frame.ts";

const CARRIED = 'iframe[data-knock-knock="page"]';

/** How long after its arrival a page's own scripts are taken to be busting frames, in ms. */
const BUST_WINDOW_MS = 3000;

const page = (url: string): string => url.split("#", 1)[0] ?? url;

/**
 * `top.location = self.location` and its kin: a page sends the top document to where the page
 * already is. There is nothing to load; the visitor sees that page at the top as it wants. Frames
 * on their way may do so, and the `shown` one while it is young; later it is the visitor's wish.
 */
export function isFrameBusting(
  top: Document,
  url: string,
  shown: { readonly frame: HTMLIFrameElement; readonly arrivedAt: number } | null,
): boolean {
  const young = shown !== null && performance.now() - shown.arrivedAt < BUST_WINDOW_MS;
  return [...top.querySelectorAll<HTMLIFrameElement>(CARRIED)].some((frame) => {
    if (frame === shown?.frame && !young) return false;
    const framed = viewOf(frame)?.location.href;
    return framed !== undefined && page(url) === page(framed);
  });
}

/** `5`, `5; /next`, `5;url='/next'` (HTML, "shared declarative refresh steps"). */
const REFRESH = /^\s*[\d.]+[\s;,]*(?:url\s*=\s*)?(["']?)(.*?)\1\s*$/i;

/** What the document itself asked the browser to load after a while, when its address was `base`. */
export function isOwnRefresh(document: Document, base: string, url: string): boolean {
  const metas = document.querySelectorAll<HTMLMetaElement>('meta[http-equiv="refresh" i]');
  return [...metas].some(({ content }) => {
    const target = REFRESH.exec(content)?.[2];
    return target !== undefined && resolved(target || base, base) === url;
  });
}

/** Null where it is no address at all. */
export function resolved(url: string, base: string): string | null {
  try {
    return new URL(url, base).href;
  } catch {
    return null;
  }
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
  return event.defaultPrevented || event.returnValue !== "";
}

/**
 * The full-viewport, same-origin frame that shows a carried page under the widget. It needs no
 * `allow`: of the same origin it may ask for all that its page may (Permissions Policy, "is feature
 * enabled in document for origin"; all 78 features of Chromium 156).
 */

/** One below the widget's own layer. */
const LAYER = "2147483646";

const STYLE: Readonly<Record<string, string>> = {
  position: "fixed",
  inset: "0",
  width: "100%",
  height: "100%",
  "max-width": "none",
  "max-height": "none",
  margin: "0",
  padding: "0",
  border: "0",
  background: "#fff",
  "color-scheme": "normal",
  "z-index": LAYER,
  display: "block",
  transform: "none",
  filter: "none",
};

export type FrameView = Window & typeof globalThis;

/** A frame that is laid out at full size but not yet seen: the page before it stays usable. */
export function createFrame(document: Document, host: HTMLElement): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.dataset["knockKnock"] = "page";
  for (const [name, value] of Object.entries(STYLE))
    frame.style.setProperty(name, value, "important");
  frame.style.setProperty("visibility", "hidden", "important");
  frame.inert = true;
  return placeUnder(frame, host);
}

export function placeUnder<T extends HTMLElement>(element: T, host: HTMLElement): T {
  const root = host.ownerDocument.documentElement;
  // Beside the body, not in it: page-swapping libraries replace the body.
  root.insertBefore(element, host.parentNode === root ? host : null);
  return element;
}

export function show(frame: HTMLIFrameElement): void {
  frame.inert = false;
  frame.style.setProperty("visibility", "visible", "important");
}

/** The page in the frame, or null when it is another origin's, refused, or an error page. */
export function viewOf(frame: HTMLIFrameElement): FrameView | null {
  try {
    const view = frame.contentWindow as FrameView | null;
    return view?.document ? view : null;
  } catch {
    return null;
  }
}

export type Arrival =
  /** A page of this origin is there; it may still be loading. */
  | { readonly kind: "page"; readonly view: FrameView }
  /** What the frame got is not ours to read. */
  | { readonly kind: "refused" };

/**
 * Loads `url`; `arrival` resolves as soon as a page of this origin has a body to show. Never for
 * a download: nothing arrives then. Whoever waits no longer calls `stop`.
 */
export function loadInto(
  frame: HTMLIFrameElement,
  url: string,
): { readonly arrival: Promise<Arrival>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const arrival = new Promise<Arrival>((resolve) => {
    stop = () => {
      clearInterval(watch);
      frame.removeEventListener("load", onLoad);
    };
    const settle = (arrival: Arrival): void => {
      stop();
      resolve(arrival);
    };
    const look = (complete: boolean): void => {
      const view = viewOf(frame);
      // Not only on `load`: Firefox fires none for its error pages.
      if (!view) return settle({ kind: "refused" });
      // The frame's initial empty document is there until the response commits.
      if (view.location.href === "about:blank") return;
      // A drawing or other XML has no body.
      if (complete || view.document.body) settle({ kind: "page", view });
    };
    const onLoad = (): void => look(true);
    // There is no event for "committed" outside the frame; one look per drawn frame costs nothing.
    const watch = setInterval(() => look(false), 16);
    frame.addEventListener("load", onLoad);
    frame.src = url;
  });
  return { arrival, stop };
}

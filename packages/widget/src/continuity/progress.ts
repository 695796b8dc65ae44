/** While a slow page is on its way: a thin bar and a way to stop; the browser's know nothing of it. */
import { placeUnder } from "./frame.ts";
import type { ContinuityWords } from "./words.ts";

export type ProgressWords = Pick<ContinuityWords, "loading" | "stop">;

/** A page that is faster than this needs no bar, in ms. */
const PATIENCE_MS = 200;
/** One that is faster than this needs no button either, in ms. */
const STOP_AFTER_MS = 1500;
/**
 * What has not come by then may never come, in ms: a download in a frame tells nobody that it began,
 * and the `HEAD`, which goes without cookies, may have met a sign-in page in its place. The bar has
 * come to its end by then; a page that is slower still takes over when it arrives.
 */
const QUIET_MS = 10_000;

type Style = Readonly<Record<string, string>>;

const BAR: Style = {
  position: "fixed",
  inset: "0 0 auto",
  height: "3px",
  margin: "0",
  border: "0",
  background: "Highlight",
  "transform-origin": "left",
  "pointer-events": "none",
  "z-index": "2147483646",
};

const STOP: Style = {
  ...BAR,
  inset: "12px 0 auto",
  width: "fit-content",
  height: "44px",
  margin: "0 auto",
  // Of the text's colour: on a dark page the button would have no edge.
  border: "1px solid",
  padding: "0 20px",
  "border-radius": "22px",
  background: "#111",
  color: "#fff",
  font: "16px system-ui",
  "pointer-events": "auto",
};

const make = (host: HTMLElement, tag: "div" | "button", style: Style): HTMLElement => {
  const element = host.ownerDocument.createElement(tag);
  for (const [name, value] of Object.entries(style)) {
    element.style.setProperty(name, value, "important");
  }
  return element;
};

/** Returns what takes all of it away. */
export function showProgress(
  host: HTMLElement,
  { loading, stop }: ProgressWords,
  onStop: () => void,
): () => void {
  const bar = make(host, "div", BAR);
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", loading);
  const button = make(host, "button", STOP);
  button.textContent = stop;
  button.addEventListener("click", onStop);
  const hide = (): void => {
    for (const timer of timers) clearTimeout(timer);
    bar.remove();
    button.remove();
  };
  const timers = [
    setTimeout(() => {
      placeUnder(bar, host);
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      // Towards nine tenths and never there: nobody knows how long it takes.
      bar.animate(
        { transform: ["scaleX(0)", "scaleX(0.9)"] },
        { duration: QUIET_MS, easing: "ease-out", fill: "forwards" },
      );
    }, PATIENCE_MS),
    setTimeout(() => placeUnder(button, host), STOP_AFTER_MS),
    setTimeout(hide, QUIET_MS),
  ];
  return hide;
}

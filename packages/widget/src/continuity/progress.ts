/** A thin bar while a slow page is on its way; the browser's own spinner knows nothing of it. */
import { placeUnder } from "./frame.ts";

/** A page that is faster than this needs no bar, in ms. */
const PATIENCE_MS = 200;

const STYLE: Readonly<Record<string, string>> = {
  position: "fixed",
  inset: "0 0 auto 0",
  height: "3px",
  margin: "0",
  border: "0",
  background: "Highlight",
  "transform-origin": "left",
  "pointer-events": "none",
  "z-index": "2147483646",
};

/** Returns what takes the bar away. */
export function showProgress(host: HTMLElement, label: string): () => void {
  const document = host.ownerDocument;
  const bar = document.createElement("div");
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", label);
  bar.dataset["knockKnock"] = "progress";
  for (const [name, value] of Object.entries(STYLE)) bar.style.setProperty(name, value);
  const timer = setTimeout(() => {
    placeUnder(bar, host);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm) return;
    // Towards nine tenths and never there: nobody knows how long it takes.
    bar.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(0.9)" }], {
      duration: 10_000,
      easing: "cubic-bezier(0.1, 0.7, 0.3, 1)",
      fill: "forwards",
    });
  }, PATIENCE_MS);
  return () => {
    clearTimeout(timer);
    bar.remove();
  };
}

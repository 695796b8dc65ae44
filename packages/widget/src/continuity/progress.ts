/** While a slow page is on its way: a thin bar and a way to stop; the browser's know nothing of it. */
import { placeUnder } from "./frame.ts";
import type { ContinuityWords } from "./words.ts";

export type ProgressWords = Pick<ContinuityWords, "loading" | "stop">;

/** A page that is faster than this needs no bar, in ms, and one that is faster than that no button. */
const PATIENCE_MS = 200;
const STOP_AFTER_MS = 1500;

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
  padding: "0 20px",
  "border-radius": "22px",
  background: "#111",
  color: "#fff",
  font: "16px system-ui",
  "pointer-events": "auto",
};

const make = (host: HTMLElement, tag: "div" | "button", style: Style): HTMLElement => {
  const element = host.ownerDocument.createElement(tag);
  element.dataset["knockKnock"] = "progress";
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
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
  const timers = [
    setTimeout(() => {
      placeUnder(bar, host);
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      // Towards nine tenths and never there: nobody knows how long it takes.
      bar.animate(
        { transform: ["scaleX(0)", "scaleX(0.9)"] },
        { duration: 10_000, easing: "ease-out", fill: "forwards" },
      );
    }, PATIENCE_MS),
    setTimeout(() => placeUnder(button, host), STOP_AFTER_MS),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    bar.remove();
    button.remove();
  };
}

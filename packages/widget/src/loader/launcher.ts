import { onAccent } from "@knockknock/call-ui/contrast";
import { PILL, type Language } from "../words/language.ts";

const ICON =
  "M6 6h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM15 11l6-3.5v9L15 13";
const SVG = "http://www.w3.org/2000/svg";

/**
 * `!important` inside a shadow root beats every rule of the page, `!important` or not (CSS Cascade
 * 5, 6.1). The host covers the viewport and is not there for the pointer; only its children are.
 */
const STYLE = `
:host{all:initial!important;direction:ltr!important;position:fixed!important;inset:0!important;display:block!important;pointer-events:none!important;z-index:2147483647!important}
@media print{:host{display:none!important}}
[hidden]{display:none!important}
.launcher{all:initial;position:absolute;bottom:calc(18px + env(safe-area-inset-bottom,0px));right:calc(18px + env(safe-area-inset-right,0px));box-sizing:border-box;height:56px;max-width:calc(100vw - 36px);padding-inline:8px 22px;border-radius:28px;display:flex;align-items:center;gap:12px;font:600 16px/1.2 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--kk-on-accent,#171512);background:var(--kk-accent,#f4b000);box-shadow:0 1px 2px #1715121a,0 12px 40px #1715123d;cursor:pointer;pointer-events:auto;transition:transform .2s}
.left{right:auto;left:calc(18px + env(safe-area-inset-left,0px))}
.launcher:hover{transform:translateY(-2px)}
.launcher:active{transform:scale(.97)}
.launcher:focus-visible{outline:3px solid var(--kk-on-accent,#171512);outline-offset:-5px;box-shadow:0 0 0 3px #fff,0 0 0 5px #171512}
.face{position:relative;flex:none;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;background:color-mix(in srgb,currentColor 12%,transparent)}
.face svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.dot{position:absolute;inset-inline-end:-1px;bottom:-1px;width:10px;height:10px;border-radius:50%;background:#23a55e;border:2px solid var(--kk-accent,#f4b000)}
.launcher[aria-busy] .face{animation:b 1s infinite alternate}
@keyframes b{to{opacity:.4}}
.problem{position:absolute;bottom:calc(86px + env(safe-area-inset-bottom,0px));right:18px;max-width:280px;box-sizing:border-box;padding:12px 16px;border-radius:14px;font:14px/1.45 system-ui,sans-serif;color:#fff;background:#171512;pointer-events:auto}
.problem.left{right:auto;left:18px}
@media (prefers-reduced-motion:reduce){.launcher,.launcher[aria-busy] .face{transition:none;animation:none}}
@media (forced-colors:active){.launcher,.problem{border:2px solid ButtonText}}`;

export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  setAccent(colour: string): void;
  setAvailable(available: boolean): void;
  setBusy(busy: boolean): void;
  /** Says what went wrong, to eyes and screen readers; an empty text takes it back. */
  setProblem(text: string): void;
  remove(): void;
}

/** Adds `<knock-knock>` beside the body, which page-swapping libraries replace. */
export function createLauncher(
  language: Language,
  position: "bottom-right" | "bottom-left",
): Launcher {
  const host = document.createElement("knock-knock");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const side = position === "bottom-left" ? " left" : "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = `launcher${side}`;
  button.part.value = "launcher";
  button.lang = language;
  button.dir = language === "ar" ? "rtl" : "ltr";
  const face = document.createElement("span");
  face.className = "face";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.ariaHidden = "true";
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICON);
  svg.append(path);
  const dot = document.createElement("i");
  dot.className = "dot";
  dot.hidden = true;
  face.append(svg, dot);
  button.append(face, PILL[language]);
  const problem = document.createElement("div");
  problem.className = `problem${side}`;
  problem.role = "alert";
  problem.hidden = true;
  root.append(button, problem);

  const { dataset } = host;
  dataset["phase"] = "idle";
  dataset["view"] = "launcher";
  dataset["mode"] = "full";
  dataset["sending"] = "";

  // In the top layer no z-index of the page can cover it; elsewhere the highest z-index must do.
  if ("popover" in host) host.popover = "manual";
  const place = (): void => {
    if (host.isConnected) return;
    document.documentElement.append(host);
    if (host.popover) host.showPopover();
    // Being taken out paused every picture.
    for (const video of root.querySelectorAll("video")) video.play().catch(() => undefined);
  };
  const watch = new MutationObserver(place);
  watch.observe(document, { childList: true });
  watch.observe(document.documentElement, { childList: true });
  place();

  return {
    host,
    root,
    button,
    setAccent: (colour) => {
      host.style.setProperty("--kk-accent", colour);
      host.style.setProperty("--kk-on-accent", onAccent(colour));
    },
    setAvailable: (available) => {
      dot.hidden = !available;
    },
    setBusy: (busy) => {
      button.ariaBusy = busy ? "true" : null;
    },
    setProblem: (text) => {
      problem.textContent = text;
      problem.hidden = text === "";
    },
    remove: () => {
      watch.disconnect();
      host.remove();
    },
  };
}

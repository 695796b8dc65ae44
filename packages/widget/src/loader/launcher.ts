import { onAccent } from "@knockknock/call-ui/contrast";
import { PILL, type Language } from "../words/language.ts";
import styles from "./launcher.css?inline";

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
  sheet.replaceSync(styles);
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
  const dot = document.createElement("i");
  dot.className = "dot";
  dot.hidden = true;
  face.append(dot);
  button.append(face, PILL[language]);
  const problem = document.createElement("div");
  problem.className = `problem${side}`;
  problem.role = "alert";
  problem.hidden = true;
  root.append(button, problem);

  Object.assign(host.dataset, { phase: "idle", view: "launcher", mode: "full", sending: "" });

  // In the top layer no z-index of the page can cover it; elsewhere the highest z-index must do.
  if ("popover" in host) host.popover = "manual";
  const place = (): void => {
    if (host.isConnected) return;
    document.documentElement.append(host);
    watch.observe(document.documentElement, { childList: true });
    if (host.popover) host.showPopover();
    // Being taken out paused every picture.
    for (const video of root.querySelectorAll("video")) video.play().catch(() => undefined);
  };
  const watch = new MutationObserver(place);
  watch.observe(document, { childList: true });
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
      button.ariaBusy = String(busy);
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

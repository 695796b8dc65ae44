import type { Identity, LoaderSite } from "@knockknock/protocol";
import { isInsideShell, outerApi, repairHistory } from "./continuity/inner.ts";
import type { App, Handoff } from "./handoff.ts";
import { createApi, Emitter, type KnockKnockApi } from "./loader/api.ts";
import { createLauncher } from "./loader/launcher.ts";
import { appLoader } from "./loader/load.ts";
import { chooseLanguage } from "./words/language.ts";
import { SEAT_KEY } from "./seat-key.ts";

declare global {
  interface Window {
    KnockKnock?: KnockKnockApi | unknown[];
  }
}

const COLOUR = /^#[0-9a-f]{6}$/;

/** The tag of this script; a module or a tag manager leaves no `currentScript`. */
function ownScript(): HTMLScriptElement | null {
  return (
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[data-site][src*="widget.js"]')
  );
}

function start(script: HTMLScriptElement, site: string): void {
  const { dataset } = script;
  // Pages that run from right to left end at the left.
  const side = dataset["position"] ?? (document.dir === "rtl" && "bottom-left");
  const position = side === "bottom-left" ? side : "bottom-right";
  const base = new URL(".", script.src);
  const emitter = new Emitter();
  const language = chooseLanguage([
    dataset["language"],
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const launcher = createLauncher(language, position);
  const { host, button } = launcher;
  let identity: Identity | null = null;
  let app: App | null = null;
  /** In the page's language as soon as the server has told it. */
  let loadProblem = "The call did not load. Try again.";

  const handoff: Handoff = {
    host,
    root: launcher.root,
    launcher: button,
    serverUrl: base.href.slice(0, -1),
    site,
    position,
    language,
    identity: () => identity,
    emit: (event, detail) => emitter.emit(event, detail),
  };
  const loader = appLoader(new URL(__APP_URL__, base).href, handoff);
  const withApp = (use: (app: App) => void): void => {
    launcher.setBusy(true);
    launcher.setProblem("");
    loader
      .load()
      .then(
        (loaded) => {
          app = loaded;
          use(loaded);
          // Taken off the page meanwhile: nobody could see the call.
          if (!host.isConnected) loaded.destroy();
        },
        (error: unknown) => {
          launcher.setProblem(loadProblem);
          emitter.emit("error", { code: "load_failed", message: String(error) });
        },
      )
      .finally(() => launcher.setBusy(false));
  };

  const api = createApi({
    emitter,
    withApp,
    app: () => app,
    ifWanted: (use) => {
      if (app) use(app);
      else if (button.ariaBusy === "true") withApp(use);
    },
    identify: (given) => {
      identity = given;
    },
    destroy: () => {
      app?.destroy();
      launcher.remove();
      removeEventListener("pageshow", onShow);
      if (window.KnockKnock === api) delete window.KnockKnock;
    },
  });

  button.addEventListener("click", () => api.call());
  for (const hint of ["pointerenter", "focus"]) button.addEventListener(hint, loader.preload);
  const queued = window.KnockKnock;
  window.KnockKnock = api;
  if (isSeated()) withApp((loaded) => loaded.resume());
  addEventListener("pageshow", onShow);
  if (Array.isArray(queued)) api.push(...queued);

  const accent = dataset["accent"]?.toLowerCase() ?? "";
  const paint = (colour: string): boolean => {
    const valid = COLOUR.test(colour);
    if (valid) launcher.setAccent(colour);
    return valid;
  };
  const painted = paint(accent);
  whenIdle(() => {
    fetch(`${handoff.serverUrl}/api/v1/sites/${encodeURIComponent(site)}?language=${language}`, {
      credentials: "omit",
    })
      .then(async (answer) => {
        if (!answer.ok) return;
        const settings = (await answer.json()) as Partial<LoaderSite>;
        if (!painted) paint(String(settings.accent));
        launcher.setAvailable(settings.available === true);
        loadProblem = settings.loadProblem ?? loadProblem;
      })
      // The pill works in its own colour, too; a click will tell what is wrong.
      .catch(() => undefined);
  });
}

/**
 * Kept whole by the browser while the tab was elsewhere, the page knows nothing of the call yet, or
 * of a connection that ended meanwhile.
 */
function onShow({ persisted }: PageTransitionEvent): void {
  if (persisted && isSeated()) location.reload();
}

/** True when this tab was in a call when its last page went away. */
function isSeated(): boolean {
  try {
    return sessionStorage.getItem(SEAT_KEY) !== null;
  } catch {
    return false;
  }
}

function whenIdle(run: () => void): void {
  const later = (): void => {
    ("requestIdleCallback" in window ? requestIdleCallback : setTimeout)(() => run());
  };
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

/** A copy inside a carried page hands its queue to the document that holds the call. */
function forward(): void {
  const outer = outerApi(window) as KnockKnockApi | undefined;
  const queued = window.KnockKnock;
  if (!outer) return;
  window.KnockKnock = outer;
  if (Array.isArray(queued)) outer.push(...queued);
}

const script = ownScript();
const site = script?.dataset["site"];
if (isInsideShell(window)) forward();
else if (script && site && !document.querySelector("knock-knock")) {
  repairHistory(window);
  start(script, site);
}

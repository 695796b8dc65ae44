/**
 * The script of `/call/`, the page of a call in its own window: takes the call from the page that
 * opened it, then loads the widget, which resumes it as after any page load.
 */
import { SEAT_KEY } from "./seat-key.ts";
import { chooseLanguage, PILL } from "./words/language.ts";
import { type FromPage, type FromWindow, listenTo, PAGE_KEY } from "./window-words.ts";

const ASK_MS = 150;

const query = new URLSearchParams(location.search);
/** The server has checked that this is one of the site's origins. */
const from = query.get("from") ?? "";
const site = query.get("site") ?? "";
/** As the website's page chose it. */
const language = chooseLanguage([query.get("language") ?? undefined]);
document.documentElement.lang = language;
document.title = PILL[language];
const opener = window.opener as Window | null;

function loadWidget(): void {
  const script = document.createElement("script");
  script.dataset["site"] = site;
  script.dataset["language"] = language;
  script.src = new URL("../widget.js", document.baseURI).href;
  document.head.append(script);
}

if (sessionStorage.getItem(SEAT_KEY) !== null) loadWidget();
else if (opener === null) window.close();
else {
  const ready: FromWindow = { t: "ready" };
  const ask = (): void => opener.postMessage(ready, from);
  // The page may not listen yet: its part of this is still on its way when the window opens.
  const asking = setInterval(ask, ASK_MS);
  const stop = listenTo<FromPage>(opener, from, (message) => {
    clearInterval(asking);
    if (message.t === "none") window.close();
    if (message.t !== "seat") return;
    stop();
    sessionStorage.setItem(SEAT_KEY, JSON.stringify(message.seat));
    sessionStorage.setItem(PAGE_KEY, JSON.stringify(message.page));
    loadWidget();
  });
  ask();
}

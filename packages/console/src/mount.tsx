import { callStyles } from "@knockknock/call-ui";
import { render } from "preact";
import { App } from "./app.tsx";
import { createConsole, type ConsoleOptions } from "./console.ts";
import { words } from "./words/words.ts";

/** Draws the console into the page's `#app`. */
export const mountConsole = (options: ConsoleOptions): void => {
  const root = document.querySelector("#app");
  if (root === null) throw new Error("index.html has no element #app to draw the console in");
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;

  // A constructed sheet, because the page's policy allows no inline style.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(callStyles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  const parts = createConsole(options);
  render(<App parts={parts} />, root);
  void parts.session.refresh();
};

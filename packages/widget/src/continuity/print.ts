/** Printing prints the carried page, not the empty page under it. */
import type { FrameView } from "./frame.ts";

export class Printing {
  readonly #top: Document;
  readonly #sheet: CSSStyleSheet;
  readonly #host: HTMLElement;

  constructor(top: Document, host: HTMLElement) {
    this.#top = top;
    this.#host = host;
    // A constructed sheet needs no leave from the page's policy, unlike a style element.
    this.#sheet = new CSSStyleSheet();
  }

  /** The key that prints goes to the page; the browser's menu prints as much as one sheet takes. */
  attach(view: FrameView): void {
    const name = this.#host.localName;
    this.#sheet.replaceSync(`@media print { ${name} { display: none !important } }`);
    if (!this.#top.adoptedStyleSheets.includes(this.#sheet))
      this.#top.adoptedStyleSheets = [...this.#top.adoptedStyleSheets, this.#sheet];
    this.#print = () => view.print();
    view.addEventListener("keydown", this.#onKey);
    this.#top.addEventListener("keydown", this.#onKey);
  }

  detach(): void {
    this.#print = null;
    this.#top.removeEventListener("keydown", this.#onKey);
    this.#top.adoptedStyleSheets = this.#top.adoptedStyleSheets.filter(
      (sheet) => sheet !== this.#sheet,
    );
  }

  #print: (() => void) | null = null;

  readonly #onKey = (event: KeyboardEvent): void => {
    const command = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
    if (!command || event.key.toLowerCase() !== "p" || event.defaultPrevented || !this.#print)
      return;
    event.preventDefault();
    this.#print();
  };
}

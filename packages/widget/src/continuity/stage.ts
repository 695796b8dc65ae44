/** What is on show: the page that was loaded for real, or a carried one in its place. */
import type { CarriedPage } from "./carried.ts";
import { Follower } from "./follow.ts";
import { reveal } from "./guard.ts";
import { InertHost } from "./inert-host.ts";
import { Printing } from "./print.ts";

export class Stage {
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #original: InertHost;
  readonly #follower: Follower;
  readonly #printing: Printing;
  /** A script of the page took itself for framed by a stranger, and may have hidden the page. */
  #busted = false;

  constructor(document: Document, host: HTMLElement) {
    this.#document = document;
    this.#host = host;
    this.#original = new InertHost(document, host);
    this.#follower = new Follower(document);
    this.#printing = new Printing(document, host);
  }

  expectPage(): void {
    this.#busted = false;
  }

  busted(current: CarriedPage | null): void {
    this.#busted = true;
    if (current) reveal(current.view);
  }

  showCarried(page: CarriedPage, onTitle: () => void): void {
    // Somebody who is using the widget keeps the focus there.
    const inWidget = this.#document.activeElement === this.#host;
    this.#original.sleep();
    page.show(!inWidget);
    this.follow(page, onTitle);
  }

  follow(page: CarriedPage, onTitle: () => void): void {
    if (this.#busted) reveal(page.view);
    this.#busted = false;
    this.#printing.attach(page.view);
    this.#follower.follow(page.view.document, onTitle);
    page.frame.title = page.view.document.title;
  }

  showOriginal(): void {
    this.#printing.detach();
    this.#follower.release();
    this.#original.wake();
  }
}

/** What is on show: the page that was loaded for real, or a carried one in its place. */
import type { CarriedPage } from "./carried.ts";
import { Follower } from "./follow.ts";
import { isFrameBusting, isOwnRefresh, reveal } from "./guard.ts";
import { InertHost } from "./inert-host.ts";
import type { Heard } from "./navigation.ts";
import { Printing } from "./print.ts";

export class Stage {
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #original: InertHost;
  readonly #follower: Follower;
  readonly #printing: Printing;
  /** Where relative addresses of the real page lead from, whatever the address bar says later. */
  readonly #base: string;
  #current: CarriedPage | null = null;
  /** Pages that gave way, until the new one has something to show. */
  readonly #retired: CarriedPage[] = [];
  /** A script of the page took itself for framed by a stranger, and may have hidden the page. */
  #busted = false;

  constructor(host: HTMLElement) {
    const document = host.ownerDocument;
    this.#document = document;
    this.#host = host;
    this.#base = document.baseURI;
    this.#original = new InertHost(document, host);
    this.#follower = new Follower(document);
    this.#printing = new Printing(document, host);
  }

  /** The page that came last; null while the real one is showing. */
  get current(): CarriedPage | null {
    return this.#current;
  }

  expectPage(): void {
    this.#busted = false;
  }

  /** True when a page only tries to get to where it is; it is then shown, whatever it hid. */
  isBusting(facts: Heard["facts"]): boolean {
    if (facts.from === "frame" || facts.sameDocument || facts.type === "traverse") return false;
    if (!isFrameBusting(this.#document, facts.url, this.#current)) return false;
    this.#busted = true;
    if (this.#current) reveal(this.#current.view);
    return true;
  }

  /** True for a timed refresh that the sleeping page asked for: the visitor reads another one. */
  isSleepwalking({ from, unasked, url }: Heard["facts"]): boolean {
    return (
      from === "page" &&
      unasked &&
      this.#current !== null &&
      isOwnRefresh(this.#document, this.#base, url)
    );
  }

  /**
   * Shows the page when it has something to show; the one before it stays until then.
   * Resolves to false when another page came first.
   */
  async take(page: CarriedPage, onTitle: () => void): Promise<boolean> {
    this.#replace(page);
    await page.ready();
    if (this.#current !== page) return false;
    this.#clear();
    // Somebody who is using the widget keeps the focus there.
    const inWidget = this.#document.activeElement === this.#host;
    this.#original.sleep();
    page.show(!inWidget);
    this.follow(page, onTitle);
    return true;
  }

  /** The document in the frame is new, or newly shown. */
  follow(page: CarriedPage, onTitle: () => void): void {
    if (this.#busted) reveal(page.view);
    this.#busted = false;
    this.#printing.attach(page.view);
    this.#follower.follow(page.view.document, onTitle);
    page.frame.title = page.view.document.title;
  }

  showOriginal(): void {
    this.#replace(null);
    this.#clear();
    this.#printing.detach();
    this.#follower.release();
    this.#original.wake();
  }

  #replace(page: CarriedPage | null): void {
    if (this.#current) this.#retired.push(this.#current);
    this.#current = page;
  }

  #clear(): void {
    for (const page of this.#retired.splice(0)) page.remove();
  }
}

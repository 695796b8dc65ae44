import { signal } from "@preact/signals";
import { OneTab, type VisitorClient } from "@knockknock/call-engine";
import type { Elsewhere } from "@knockknock/call-ui";
import type { Page } from "@knockknock/protocol";
import type * as popOutModule from "./pop-out.ts";
import type { PopOut, PopOutOptions } from "./pop-out.ts";
import { SEAT_KEY } from "./seat-key.ts";
import type { Language } from "./words/language.ts";

export interface WhereaboutsOptions {
  readonly site: string;
  readonly serverUrl: string;
  readonly language: Language;
  readonly client: VisitorClient;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  /** Where the visitor is. */
  readonly page: () => Page;
  /** The call has left this page. */
  readonly onLeft: () => void;
  /** The call has come to this page. */
  readonly onCame: () => void;
}

/** Keeps a visitor's call in one place at a time, and moves it at the visitor's wish. */
export class Whereabouts {
  readonly elsewhere = signal<Elsewhere | null>(null);
  readonly #options: WhereaboutsOptions;
  readonly #tab: OneTab;
  #popOut: PopOut | null = null;
  #closed = false;

  constructor(options: WhereaboutsOptions) {
    this.#options = options;
    this.#tab = new OneTab({
      name: `knockknock:${options.site}`,
      handOver: () => {
        const seat = this.#popOut?.giveAway() ?? options.client.handOver();
        if (seat !== null) {
          options.client.forget();
          this.#popOut = null;
          this.#left("tab");
        }
        return seat;
      },
      onOver: () => {
        if (this.elsewhere.peek() === "tab") this.elsewhere.value = null;
      },
    });
  }

  /** False: another tab is in a call, and the visitor is told so. */
  async take(): Promise<boolean> {
    if (this.#popOut?.closed === true) this.#popOut = null;
    const taken = this.#popOut === null && (await this.#tab.take());
    if (!taken) this.elsewhere.value = this.#popOut === null ? "tab" : "window";
    return taken;
  }

  /** For the call that this tab's last page was in. */
  async takeBack(): Promise<boolean> {
    const taken = await this.#tab.takeBack();
    if (taken) return true;
    // A duplicated tab has a copy of what the other one remembers.
    this.#options.client.forget();
    this.elsewhere.value = "tab";
    return false;
  }

  /** The call is over, or was not had. */
  release(): void {
    this.#tab.release(true);
  }

  dismiss(): void {
    if (this.#popOut) this.#remember(DISMISSED);
    this.elsewhere.value = null;
  }

  /** *Switch here*, *Bring it back*. */
  async bring(): Promise<void> {
    const seat = await (this.#popOut?.bringBack() ?? this.#tab.ask());
    if (seat !== null) this.#popOut = null;
    if (seat === null || !(await this.#tab.takeBack())) {
      this.elsewhere.value = "tab_silent";
      return;
    }
    await this.#goOn(seat);
  }

  /** Moves the call into a window of its own. From a click, or the browser refuses the window. */
  popOut(): void {
    const { client, serverUrl, site, language } = this.#options;
    const query = new URLSearchParams({ site, from: location.origin, language });
    const opened = window.open(`${serverUrl}/call/?${query.toString()}`, "", WINDOW);
    if (opened === null) {
      this.elsewhere.value = "window_blocked";
      return;
    }
    void import("./late.ts").then((parts) => {
      const popOut = this.#connect(parts, opened, () => {
        const seat = client.handOver();
        if (seat === null) return null;
        this.#popOut = popOut;
        // The window holds the lock of its own origin; this page keeps the website's for it.
        if (new URL(serverUrl).origin === location.origin) this.#tab.release(false);
        this.#remember(SHOWN);
        this.#left("window");
        return seat;
      });
    });
  }

  /** An earlier page of this tab moved the call into its own window. False: it did not. */
  lookForWindow(): boolean {
    const { client, serverUrl, storage } = this.#options;
    const left = storage.getItem(SEAT_KEY);
    if (left !== SHOWN && left !== DISMISSED) return false;
    void import("./late.ts").then((parts) => {
      // A call that was started on this page meanwhile has written its own seat there.
      const waits = (): boolean => storage.getItem(SEAT_KEY) === left;
      const lost = (): void => {
        if (waits()) client.forget();
      };
      parts.findWindow(serverUrl, lost, (found, given) => {
        if (!waits()) return;
        this.#popOut = this.#connect(parts, found, given);
        if (this.#closed) return this.close();
        void this.#tab.takeBack();
        if (left === SHOWN) this.elsewhere.value = "window";
      });
    });
    return true;
  }

  /** The agent follows the visitor through the website, also while the call is in its own window. */
  pageChanged(): void {
    this.#popOut?.pageChanged();
  }

  close(): void {
    this.#closed = true;
    if (this.#popOut) this.#options.client.forget();
    this.#popOut?.close();
    this.#tab.close();
  }

  #connect(
    { PopOut }: typeof popOutModule,
    opened: Window,
    handOver: PopOutOptions["handOver"],
  ): PopOut {
    const { client, page, serverUrl } = this.#options;
    const popOut: PopOut = new PopOut(opened, serverUrl, {
      page,
      handOver,
      onBack: (seat) => {
        if (this.#popOut !== popOut) return;
        this.#popOut = null;
        void this.#cameBack(seat);
      },
      elsewhere: this.elsewhere,
      onOver: () => {
        if (this.#popOut !== popOut) return;
        this.#popOut = null;
        client.forget();
        this.#tab.release(true);
      },
    });
    return popOut;
  }

  /** The loader looks at this key on the tab's next page. */
  #remember(where: string): void {
    this.#options.storage.setItem(SEAT_KEY, where);
  }

  #left(where: Elsewhere): void {
    this.#options.onLeft();
    this.elsewhere.value = where;
  }

  async #cameBack(seat: unknown): Promise<void> {
    if (await this.#tab.take()) await this.#goOn(seat);
  }

  async #goOn(seat: unknown): Promise<void> {
    const { client, onCame, onLeft } = this.#options;
    this.elsewhere.value = null;
    const came = client.takeOver(seat);
    if (this.#closed) {
      // The page wants no call any more, and the seat is given up elsewhere.
      client.dispose();
      this.close();
      return;
    }
    onCame();
    if ((await came) === null) onLeft();
  }
}

/** In place of a seat: the call is in its own window, and the next page of this tab says so… */
const SHOWN = "window";
/** … or not, because the visitor has read it. */
const DISMISSED = "window, read";
/** As large as the call screen with its room for a shared screen, on the smallest of desktops. */
const WINDOW = "popup,width=960,height=680";

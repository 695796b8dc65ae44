import type { Scope, VisitorClient } from "@knockknock/call-engine";
import { Page } from "@knockknock/protocol";
import { SEAT_KEY } from "./seat-key.ts";
import { type FromPage, type FromWindow, listenTo, PAGE_KEY } from "./window-words.ts";

/** How soon a new page of the website learns that the call is here, and every page its newest seat. */
const HERE_MS = 500;
/** The hang-up leaves the window before the window goes. */
const FAREWELL_MS = 500;

/** The window's end of the conversation with the page that opened it. */
export class OwnWindow {
  readonly #client: VisitorClient;
  readonly #from = new URLSearchParams(location.search).get("from") ?? "";
  readonly #opener = window.opener as Window | null;
  #page: Page | null;
  /** The call is the page's again, or over. */
  #given = false;

  constructor(client: VisitorClient, scope: Scope) {
    this.#client = client;
    const stored = sessionStorage.getItem(PAGE_KEY);
    this.#page = stored === null ? null : read(JSON.parse(stored));
    scope.add(listenTo<FromPage>(this.#opener, this.#from, (message) => this.#hear(message)));
    // The website's tab may go to its next page, which knows nothing of this window.
    const here = setInterval(() => {
      if (!this.#given) this.#say({ t: "here", seat: storedSeat() });
    }, HERE_MS);
    scope.add(() => clearInterval(here));
    // Closed by hand, the call goes back to the page; after a reload it is resumed right here.
    scope.listen(window, "pagehide", () => {
      const seat = storedSeat();
      if (seat !== null && !this.#given) this.#say({ t: "back", seat, asked: false });
    });
  }

  /** Where the visitor is on the website, as its page last said. */
  get page(): Page | null {
    return this.#page;
  }

  /** The call is over. */
  over(): void {
    if (!this.#given) this.#say({ t: "over" });
    this.#given = true;
  }

  #hear(message: FromPage): void {
    switch (message.t) {
      case "bring":
        this.#giveBack();
        return;
      case "end":
        this.#end();
        return;
      case "page":
        this.#page = read(message.page) ?? this.#page;
        sessionStorage.setItem(PAGE_KEY, JSON.stringify(this.#page));
        this.#client.pageChanged();
        return;
      case "seat":
      case "none":
      // Meant for the page that was here before the call came.
    }
  }

  #giveBack(): void {
    this.#given = true;
    this.#say({ t: "back", seat: this.#client.handOver(), asked: true });
    window.close();
  }

  #end(): void {
    this.#given = true;
    this.#client.dispose();
    setTimeout(() => window.close(), FAREWELL_MS);
  }

  #say(message: FromWindow): void {
    this.#opener?.postMessage(message, this.#from);
  }
}

function storedSeat(): unknown {
  const stored = sessionStorage.getItem(SEAT_KEY);
  return stored === null ? null : (JSON.parse(stored) as unknown);
}

function read(value: unknown): Page | null {
  const parsed = Page.safeParse(value);
  return parsed.success ? parsed.data : null;
}

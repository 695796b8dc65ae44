import type { Scope, VisitorClient } from "@knockknock/call-engine";
import { Page } from "@knockknock/protocol";
import { SEAT_KEY } from "./seat-key.ts";
import { type FromPage, type FromWindow, listenTo, PAGE_KEY } from "./window-words.ts";

/** The hang-up leaves the window before the window goes. */
const FAREWELL_MS = 500;

/** The window's end of the conversation with the page that opened it. */
export class OwnWindow {
  readonly #client: VisitorClient;
  readonly #from = new URLSearchParams(location.search).get("from") ?? "";
  readonly #opener = window.opener as Window | null;
  /** Where the visitor was when the call moved here. */
  readonly page: Page | null;
  #given = false;

  constructor(client: VisitorClient, scope: Scope) {
    this.#client = client;
    const stored = sessionStorage.getItem(PAGE_KEY);
    const parsed = stored === null ? null : Page.safeParse(JSON.parse(stored));
    this.page = parsed?.success === true ? parsed.data : null;
    scope.add(
      listenTo<FromPage>(
        () => this.#opener,
        this.#from,
        ({ t }) => {
          if (t === "bring") this.#giveBack();
          if (t === "end") this.#end();
        },
      ),
    );
    // Closed by hand, the call goes back to the page; after a reload it is resumed right here.
    scope.listen(window, "pagehide", () => {
      const seat = sessionStorage.getItem(SEAT_KEY);
      if (seat === null || this.#given) return;
      this.#say({ t: "back", seat: JSON.parse(seat) as unknown, asked: false });
    });
  }

  /** The call is over. */
  over(): void {
    if (!this.#given) this.#say({ t: "over" });
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

/** The ways past the shell: the visitor is asked, and where they choose so, the page loads for real. */
import type { Blocked, BlockedKind, Choice } from "./contract.ts";
import type { FrameView } from "./frame.ts";
import { wantsToStay } from "./guard.ts";
import { goTo } from "./leave.ts";
import type { PageRequest } from "./load.ts";
import type { Heard } from "./navigation.ts";

type Put = (blocked: Blocked) => Promise<Choice>;

export class Detour {
  readonly #top: FrameView;
  #asking = false;
  #letGo = false;
  /** What comes next has been asked about, or leaves nothing. */
  #excused = false;

  /**
   * @param atStake true while leaving ends what cannot come back by itself. The browser then asks
   * before Back to another website, closing and reloading; a carried page never gets that far.
   */
  constructor(top: FrameView, atStake: () => boolean, signal: AbortSignal) {
    this.#top = top;
    const onLeaving = (event: BeforeUnloadEvent): void => {
      if (!this.#excused && atStake()) event.preventDefault();
      this.#excused = false;
    };
    top.addEventListener("beforeunload", onLeaving, { signal });
  }

  /** Asks, and goes where the visitor says. `gone`: this page is no longer the shell's concern. */
  async offer(
    request: PageRequest,
    kind: BlockedKind,
    put: Put,
  ): Promise<"retry" | "stay" | "gone"> {
    const choice = await this.ask({ url: request.url, kind }, put);
    if (choice === "retry" || choice === "stay") return choice;
    this.take(request, choice === "leave" ? "_top" : "_blank");
    return "gone";
  }

  /** Asks where the page on show has something unsaved. */
  async mayLeave(shown: FrameView | undefined, url: string, put: Put): Promise<boolean> {
    if (!shown || !wantsToStay(shown)) return true;
    return (await this.ask({ url, kind: "unsaved" }, put)) === "leave";
  }

  /** A second question while one is open is answered by staying. */
  async ask(question: Blocked, put: Put): Promise<Choice> {
    if (this.#asking) return "stay";
    this.#asking = true;
    try {
      return await put(question);
    } finally {
      this.#asking = false;
    }
  }

  take(request: PageRequest, target: "_top" | "_blank"): void {
    this.#letGo = this.#excused = target === "_top";
    goTo(this.#top, request.url, request.body, target);
  }

  /** True once for the navigation that was chosen: the shell must not hear its own departure. */
  isTaken({ sameDocument, url }: Heard["facts"]): boolean {
    const taken = this.#letGo;
    // Chromium fires `beforeunload` for mail and telephone links, in the same task (measured, 156).
    if (!url.startsWith("http")) {
      this.#excused = true;
      setTimeout(() => (this.#excused = false));
    }
    if (!sameDocument) this.#letGo = false;
    return taken;
  }
}

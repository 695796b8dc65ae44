/** The ways past the shell: the visitor is asked, and where they choose so, the page loads for real. */
import type { Blocked, Choice } from "./contract.ts";
import type { FrameView } from "./frame.ts";
import { goTo } from "./leave.ts";
import type { PageRequest } from "./load.ts";

export class Detour {
  readonly #top: FrameView;
  #asking = false;
  #letGo = false;

  constructor(top: FrameView) {
    this.#top = top;
  }

  /** A second question while one is open is answered by staying. */
  async ask(question: Blocked, put: (blocked: Blocked) => Promise<Choice>): Promise<Choice> {
    if (this.#asking) return "stay";
    this.#asking = true;
    try {
      return await put(question);
    } finally {
      this.#asking = false;
    }
  }

  take(request: PageRequest, target: "_top" | "_blank"): void {
    this.#letGo = target === "_top";
    goTo(this.#top, request.url, request.body, target);
  }

  /** True once for the navigation that was chosen: the shell must not hear its own departure. */
  isTaken(sameDocument: boolean): boolean {
    const taken = this.#letGo;
    if (!sameDocument) this.#letGo = false;
    return taken;
  }
}

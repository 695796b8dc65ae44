/** Where visitors are: a page that moves without end is written twice a second, the newest wins. */
import type { Page } from "@knockknock/protocol";
import type { Clock } from "../calls/ports.ts";

const SHORTEST_MS = 500;

export class PageMoves {
  private readonly clock: Clock;
  private readonly write: (callId: string, page: Page) => void;
  /** Calls whose page was written a moment ago, and what came since. */
  private readonly recent = new Map<string, { newest: Page | null }>();

  constructor(clock: Clock, write: (callId: string, page: Page) => void) {
    this.clock = clock;
    this.write = write;
  }

  /** True: write it now. False: it is written soon, unless a newer one comes. */
  isDue(callId: string, page: Page): boolean {
    const recent = this.recent.get(callId);
    if (recent !== undefined) {
      recent.newest = page;
      return false;
    }
    this.recent.set(callId, { newest: null });
    this.clock.after(SHORTEST_MS, () => {
      const newest = this.recent.get(callId)?.newest ?? null;
      this.recent.delete(callId);
      if (newest !== null && this.isDue(callId, newest)) this.write(callId, newest);
    });
    return true;
  }
}

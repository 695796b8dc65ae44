/** Commands' keys are kept for answers that were lost; of calls that are over they go. */
import type { Logger } from "pino";
import type { Clock } from "./ports.ts";
import type { CallService } from "./service.ts";
import type { CallStore } from "./store.ts";

/** Chat may arrive five minutes after the end, and whoever sent it may ask again. */
export const KEYS_KEPT_MS = 10 * 60_000;

interface Parts {
  readonly service: CallService;
  readonly store: CallStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One look for all calls that ended meanwhile; the first is at the start. */
export class AnsweredKeys {
  private readonly parts: Parts;
  private forget: (() => void) | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
    parts.service.listen({
      changed: ({ after }) => {
        if (after.phase.name === "ended") this.lookLater();
      },
      ringEnded: () => undefined,
    });
  }

  async sweep(): Promise<void> {
    const { clock, log, store } = this.parts;
    try {
      await store.forgetKeys(clock.now() - KEYS_KEPT_MS);
    } catch (error) {
      log.error(
        { err: error },
        "old keys could not be deleted; the next end of a call tries again",
      );
    }
  }

  stop(): void {
    this.forget?.();
    this.forget = null;
  }

  private lookLater(): void {
    if (this.forget !== null) return;
    // Twice the time: the calls that end between now and the look are old enough then, too.
    this.forget = this.parts.clock.after(2 * KEYS_KEPT_MS, () => {
      this.forget = null;
      void this.sweep();
    });
  }
}

import { computed, effect, type ReadonlySignal } from "@preact/signals-core";
import type { CallView } from "@knockknock/protocol";
import type { Clock } from "./lib/clock.ts";
import type { Health } from "./peer/link-health.ts";
import type { ServerClock } from "./timer.ts";

/** A server that is back after its own deadline has this long to say how the call goes on. */
const GRACE_MS = 15_000;
/** Where there is no such deadline; as long as a link that went down is tried. */
const SILENCE_MS = 45_000;

export interface PatienceOptions {
  readonly clock: Clock;
  readonly time: ServerClock;
  readonly view: ReadonlySignal<CallView | null>;
  /** This page sits in the call on the server. */
  readonly joined: ReadonlySignal<boolean>;
  readonly health: ReadonlySignal<Health | null>;
  giveUp(): void;
}

/**
 * Without the server nothing that is not connected yet can go on, and nobody else ends it: this
 * page waits until the server would have ended it, and no longer. A link that was up once has a
 * recovery policy of its own.
 */
export function waitForServer(options: PatienceOptions): () => void {
  const { clock, health, joined, time, view } = options;
  const waits = computed(() => {
    const unlinked = health.value === null || health.value === "connecting";
    return unlinked && !joined.value;
  });
  let cancel = (): void => undefined;
  const stop = effect(() => {
    cancel();
    if (!waits.value) return;
    const left = remainingMs(view.value, clock.now(), time);
    cancel = clock.after(left, () => options.giveUp());
  });
  return () => {
    stop();
    cancel();
  };
}

function remainingMs(view: CallView | null, now: number, time: ServerClock): number {
  const phase = view?.phase;
  switch (phase?.name) {
    case "queued":
    case "ringing":
    case "connecting":
      return Math.max(0, time.toLocal(phase.deadlineAt) - now) + GRACE_MS;
    default:
      return SILENCE_MS;
  }
}

import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { CallSession } from "./call-session.ts";

/**
 * True while an agent's call rings on the visitor's page and after it ended without an answer. On
 * a page that resumed the call somebody has taken it before.
 */
export const untaken = (session: CallSession): ReadonlySignal<boolean> =>
  computed(() => {
    const { restored, self } = session.options;
    const outbound = session.view.value?.direction === "outbound";
    return self === "visitor" && outbound && restored === null && !session.taken.value;
  });

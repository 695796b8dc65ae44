import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { CallView } from "@knockknock/protocol";
import type { CallSessionOptions } from "./session-options.ts";

export interface Takeable {
  readonly options: Pick<CallSessionOptions, "restored" | "self">;
  readonly view: ReadonlySignal<CallView | null>;
  readonly taken: ReadonlySignal<boolean>;
}

/**
 * True while an agent's call rings on the visitor's page and after it ended without an answer. On
 * a page that resumed the call somebody has taken it before.
 */
export const untaken = (call: Takeable): ReadonlySignal<boolean> =>
  computed(() => {
    const { restored, self } = call.options;
    const outbound = call.view.value?.direction === "outbound";
    return self === "visitor" && outbound && restored === null && !call.taken.value;
  });

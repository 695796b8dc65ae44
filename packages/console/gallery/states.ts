import type { FakeDesk } from "../src/testing/fake-desk.ts";
import type { Notifier } from "../src/incoming/notifier.ts";
import type { ServerState } from "./api.ts";
import { calls } from "./states/calls.ts";
import { desk } from "./states/desk.ts";
import { lists } from "./states/lists.ts";

/** One thing that an agent may see. */
export interface State extends ServerState {
  /** The console's place, `#/` unless said otherwise. */
  readonly route?: string;
  /** What happens at the desk. */
  readonly apply?: (desk: FakeDesk) => void;
  /** Controls that lead there, by their names, pressed in this order. */
  readonly press?: readonly string[];
  /** The browser keeps the ringtone silent until a click. */
  readonly silent?: boolean;
  readonly notifications?: Notifier["permission"]["value"];
}

export type States = Readonly<Record<string, State>>;

const states: States = { ...desk, ...calls, ...lists };

export const stateNames: readonly string[] = Object.keys(states);

export function stateOf(name: string): State {
  const state = states[name];
  if (!state) throw new Error(`There is no state "${name}", only ${stateNames.join(", ")}.`);
  return state;
}

import type { State, States } from "./state.ts";
import { around } from "./states/around.ts";
import { before } from "./states/before.ts";
import { bubble } from "./states/bubble.ts";
import { call } from "./states/call.ts";
import { end } from "./states/end.ts";
import { listener } from "./states/listener.ts";
import { sheets } from "./states/sheets.ts";

const states: States = {
  ...around,
  ...before,
  ...call,
  ...listener,
  ...sheets,
  ...bubble,
  ...end,
};

/** In the order of a call. */
export const stateNames: readonly string[] = Object.keys(states);

export function stateOf(name: string): State {
  const state = states[name];
  if (!state) throw new Error(`There is no state "${name}", only ${stateNames.join(", ")}.`);
  return state();
}

import type { BlockedKind } from "../../src/continuity/contract.ts";
import type { State, States } from "../state.ts";

const leaving = (kind: BlockedKind) => (): State => ({
  leaving: { kind, url: "https://elsewhere.example/terms" },
});

/** The pill, a call that is elsewhere, and the question before a page would cut a call. */
export const around: States = {
  pill: () => ({ pill: { available: true } }),
  "pill-nobody": () => ({ pill: { available: false } }),
  "pill-left": () => ({ position: "bottom-left" }),
  "pill-busy": () => ({ pill: { busy: true } }),
  "pill-problem": () => ({ pill: { problem: "The call did not load. Try again." } }),
  "elsewhere-tab": () => ({ elsewhere: "tab" }),
  "elsewhere-silent": () => ({ elsewhere: "tab_silent" }),
  "elsewhere-window": () => ({ elsewhere: "window" }),
  "elsewhere-blocked": () => ({ elsewhere: "window_blocked" }),
  "elsewhere-cut": () => ({ elsewhere: "window_cut" }),
  "leaving-website": leaving("cross-origin"),
  "leaving-excluded": leaving("excluded"),
  "leaving-unreachable": leaving("unreachable"),
  "leaving-unsaved": leaving("unsaved"),
};

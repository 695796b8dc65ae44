import type { View } from "./handoff.ts";

export type ViewEvent = "started" | "started_small" | "minimize" | "expand" | "ended" | "closed";

/** What shows: the pill, the whole screen, or the bubble. */
export function nextView(view: View, event: ViewEvent): View {
  switch (event) {
    case "started":
    case "ended":
      return "expanded";
    case "started_small":
      return "minimized";
    case "minimize":
      return view === "expanded" ? "minimized" : view;
    case "expand":
      return view === "minimized" ? "expanded" : view;
    case "closed":
      return "launcher";
  }
}

/** What the shell says, in English. Other languages bring the same keys. */
import type { BlockedKind } from "./contract.ts";

export interface ContinuityWords {
  readonly loading: string;
  readonly stop: string;
  readonly title: Readonly<Record<BlockedKind, string>>;
  /** `{site}` is the destination's host name. */
  readonly text: Readonly<Record<BlockedKind, string>>;
  readonly stay: string;
  readonly newTab: string;
  readonly leave: string;
  readonly leaveAnyway: string;
  readonly goOn: string;
  readonly retry: string;
}

const LOADS_ALONE =
  "Your call pauses for a moment and comes back by itself. A shared screen has to be shared again. In a new tab nothing pauses.";

export const english: ContinuityWords = {
  loading: "Loading the page",
  stop: "Stop loading",
  title: {
    "cross-origin": "This link leads to another website",
    "cross-origin-answer": "This form leads to another website",
    excluded: "This page loads on its own",
    "excluded-answer": "The form was sent; its answer loads on its own",
    uncarriable: "This page loads on its own",
    unreachable: "The page did not answer",
    unsaved: "Leave this page?",
  },
  text: {
    "cross-origin": "Your call lives on this website. Open {site} in a new tab to keep talking.",
    "cross-origin-answer":
      "The form was sent; its answer comes from another website. To see it and keep talking, send it again in a new tab.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Your call goes on. You can try the page again.",
    unsaved: "What you typed on this page may not be saved.",
  },
  stay: "Stay here",
  newTab: "Open in a new tab",
  leave: "Leave and end the call",
  leaveAnyway: "Leave without saving",
  goOn: "Load the page",
  retry: "Try again",
};

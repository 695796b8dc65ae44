/** What the continuity shell takes, tells and asks; the call app and the prompt are built on this. */
import type { ContinuityWords } from "./words.ts";

/** The page that the visitor sees, as the agent is told. */
export interface CarriedPage {
  readonly url: string;
  readonly title: string;
  readonly referrer: string;
}

/**
 * Why a navigation waits for the visitor:
 * - `cross-origin`: another site; loading it ends the connection of this page.
 * - `excluded`: the owner keeps this path out of the shell; it loads for real and the call rejoins.
 * - `excluded-answer`: a form was sent and answered with such a path.
 * - `uncarriable`: the page demands an isolation that a frame cannot give; as `excluded`.
 * - `unreachable`: no answer from the website; the call is untouched.
 * - `cross-origin-answer`: a form was sent and its answer is not this website's, so it cannot be had
 *   here. What was sent is not sent again unless the visitor says so.
 * - `unsaved`: the page in the frame asked to keep its unsaved input (`beforeunload`).
 */
export type BlockedKind =
  | "cross-origin"
  | "cross-origin-answer"
  | "excluded"
  | "excluded-answer"
  | "uncarriable"
  | "unreachable"
  | "unsaved";

export interface Blocked {
  readonly url: string;
  readonly kind: BlockedKind;
}

/**
 * `stay` changes nothing. `leave` goes there for real (for `unsaved`: goes on without saving).
 * `new-tab` opens the destination beside the call. `retry` asks the website once more.
 */
export type Choice = "stay" | "leave" | "new-tab" | "retry";

export interface ContinuityOptions {
  /** The `<knock-knock>` element: stays above the frame and is never hidden. */
  readonly host: HTMLElement;
  /** Path prefixes that are never carried. */
  readonly excludedPaths: readonly string[];
  readonly words: Pick<ContinuityWords, "loading" | "stop">;
  readonly onPageChanged: (page: CarriedPage) => void;
  /**
   * Called before anything is shown, and before anything is sent but for the two kinds of `-answer`;
   * the visitor's answer decides. Never called twice at once.
   */
  readonly onBlocked: (blocked: Blocked) => Promise<Choice>;
  /** Words for screen readers: the title of each new page. */
  readonly announce: (text: string) => void;
}

export interface Continuity {
  /** What the visitor sees now, whichever document holds it. */
  page(): CarriedPage;
  /**
   * The call is over. With the original page showing, every trace goes at once. With a carried page
   * showing, it stays until the visitor navigates, and that navigation is an ordinary one.
   */
  stop(): void;
}

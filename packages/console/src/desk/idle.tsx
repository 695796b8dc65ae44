import type { ComponentChildren, JSX } from "preact";
import { words } from "../words/words.ts";

export type IdleReason = "ringing" | "minimized" | "available" | "away";

const sayings: Readonly<Record<IdleReason, { title: string; lead: string }>> = {
  ringing: { title: words.desk.knockingTitle, lead: words.desk.knockingLead },
  minimized: { title: words.desk.minimizedTitle, lead: words.desk.minimizedLead },
  available: { title: words.desk.idleTitle, lead: words.desk.idleOn },
  away: { title: words.desk.awayTitle, lead: words.desk.idleOff },
};

/** The stage while there is nobody on it. */
export const IdleStage = (props: {
  reason: IdleReason;
  /** What an owner does next, if anything. */
  children?: ComponentChildren;
}): JSX.Element => (
  <section class="idle">
    <span class="idle-door" data-on={props.reason !== "away"} aria-hidden="true" />
    <p class="idle-title">{sayings[props.reason].title}</p>
    <p class="muted">{sayings[props.reason].lead}</p>
    {props.children}
  </section>
);

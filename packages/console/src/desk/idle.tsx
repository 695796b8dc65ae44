import type { JSX } from "preact";
import { words } from "../words/words.ts";

/** The stage while there is nobody on it. */
export const IdleStage = (props: { available: boolean; minimized: boolean }): JSX.Element => (
  <section class="idle" aria-live="polite">
    <span class="idle-door" data-on={props.available} aria-hidden="true" />
    <p class="idle-title">{props.minimized ? words.desk.minimizedTitle : words.desk.idleTitle}</p>
    <p class="muted">
      {props.minimized
        ? words.desk.minimizedLead
        : props.available
          ? words.desk.idleOn
          : words.desk.idleOff}
    </p>
  </section>
);

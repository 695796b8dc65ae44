import type { JSX } from "preact";
import { errorText } from "../session/session.ts";
import { words } from "../words/words.ts";

/** Says that something loads, or why it did not, with a way to try again. */
export const LoadState = (props: {
  loading: boolean;
  failure: unknown;
  onRetry: () => void;
}): JSX.Element => (
  <div role="status">
    {props.loading && <p class="muted small">{words.loading}</p>}
    {!props.loading && props.failure !== null && (
      <div class="hint-card warn">
        <p>{errorText(props.failure, words)}</p>
        <button class="button line small" type="button" onClick={props.onRetry}>
          {words.tryAgain}
        </button>
      </div>
    )}
  </div>
);

export const NothingChosen = ({ text }: { text: string }): JSX.Element => (
  <section class="column detail empty">
    <p class="muted">{text}</p>
  </section>
);

import type { Words } from "./words/words.ts";

/**
 * Where the visitor's call is when it is not on this page: in another tab, in its own window; or
 * what became of an attempt to have it here or there.
 */
export type Elsewhere = "tab" | "tab_silent" | "window" | "window_blocked" | "window_cut";

interface ElsewhereProps {
  readonly shown: Elsewhere;
  readonly words: Words;
  /** *Switch here*, *Bring it back*. */
  readonly onBring: () => void;
  readonly onDismiss: () => void;
}

/** Where the call is that is not on this page, and how to have it here. */
export function ElsewhereCard({ shown, words, onBring, onDismiss }: ElsewhereProps) {
  return (
    <div class="kk-surface kk-problem-card">
      <ElsewhereText shown={shown} words={words} />
      <div class="kk-acts">
        {(shown === "tab" || shown === "window") && (
          <button type="button" class="kk-button" onClick={onBring}>
            {shown === "tab" ? words.switchHere : words.bringBack}
          </button>
        )}
        <button type="button" class="kk-button" data-look="line" onClick={onDismiss}>
          {words.close}
        </button>
      </div>
    </div>
  );
}

function ElsewhereText({ shown, words }: { shown: Elsewhere; words: Words }) {
  switch (shown) {
    case "tab":
    case "window":
      return (
        <>
          <b>{shown === "tab" ? words.elsewhere : words.inOwnWindow}</b>
          <span>{shown === "tab" ? words.elsewhereHint : words.inOwnWindowHint}</span>
        </>
      );
    case "tab_silent":
      return <span>{words.switchFailed}</span>;
    case "window_blocked":
      return <span>{words.windowBlocked}</span>;
    case "window_cut":
      return <span>{words.windowCut}</span>;
  }
}

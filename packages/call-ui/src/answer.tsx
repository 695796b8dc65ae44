import { useEffect, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

/** An agent calls a visitor who is still on the site. */
export function Answer({ model, words }: { model: CallModel; words: Words }) {
  const accept = model.accept.value;
  const decline = model.decline.value;
  const deadline = model.waiting.value?.deadlineAt ?? 0;
  const left = useSecondsUntil(accept ? deadline : 0);
  return (
    <>
      {decline && (
        <button type="button" class="kk-button" data-look="glass" onClick={() => decline()}>
          {words.decline}
        </button>
      )}
      {accept && (
        <button type="button" class="kk-button" data-look="go" onClick={() => accept()}>
          {words.accept}
          {left > 0 && (
            // The name stays the verb alone, and no screen reader counts along.
            <span class="kk-countdown" aria-hidden="true">
              {left}
            </span>
          )}
        </button>
      )}
    </>
  );
}

/** Whole seconds until `deadline` (milliseconds since 1970), counted once a second; 0 = none. */
function useSecondsUntil(deadline: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (deadline === 0) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [deadline]);
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

import { useEffect, useId, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { clientOf } from "./guides/client.ts";
import { type Cause, causesOf, explain, type GuideWords, stepsFor } from "./guides/guide.ts";
import { loadGuide } from "./guides/load.ts";
import { Icon } from "./icons.tsx";
import { NativeAsk, nativeTag } from "./native-ask.tsx";
import type { Words } from "./words/words.ts";

interface ListenerBannerProps {
  /** What to say (`listenerText`). */
  readonly text: string;
  readonly model: CallModel;
  readonly words: Words;
  /** The occasion that the reader has dismissed: the screen keeps it while it is minimized. */
  readonly dismissed: string;
  readonly onDismiss: (occasion: string) => void;
  readonly onType: () => void;
  readonly onPopOut?: (() => void) | undefined;
}

/** Asking in the same way again is refused again: a setting has to change before. */
const SETTLED = new Set<Cause>(["denied", "blocked_by_system"]);
/** Asking is of no use at all on this page. */
const HOPELESS = new Set<Cause>(["blocked_by_policy", "unsupported"]);

/**
 * Says that neither camera nor microphone may be used (*listener mode*) or that one of them may
 * not, why, and how to change that in this very browser. Stands in a live region.
 */
export function ListenerBanner(props: ListenerBannerProps) {
  const { text, model, words, onType, onPopOut } = props;
  const [guideOpen, setGuideOpen] = useState(false);
  const guideId = useId();
  const guide = useGuide(words.language);

  const local = model.local.value;
  const client = clientOf(navigator.userAgent, navigator.maxTouchPoints);
  const causes = causesOf(local.permission);
  const occasion = text + causes.join();
  if (occasion === props.dismissed) return null;

  const listener = local.mode === "listener";
  const only = (kinds: ReadonlySet<Cause>): boolean => causes.every(([cause]) => kinds.has(cause));
  const native = only(HOPELESS) ? null : nativeTag(model.missingMedia.value);
  const askAgain = only(HOPELESS) || (native && only(SETTLED)) ? null : model.askAgain.value;
  const steps = guide ? causes.flatMap(([cause]) => stepsFor(guide, cause, client)) : [];
  const elsewhere = causes.some(([cause]) => cause === "blocked_by_policy") ? onPopOut : undefined;
  return (
    <>
      <Icon name={listener || local.microphone === "none" ? "micOff" : "cameraOff"} />
      <div class="kk-banner-body">
        <p>
          {listener && <b>{words.listener} </b>}
          {text}{" "}
          {guide &&
            causes.map(([cause, missing]) => explain(guide, cause, missing, client)).join(" ")}
        </p>
        {native && (
          <NativeAsk
            tag={native}
            model={model}
            language={words.language}
            onFailed={() => setGuideOpen(true)}
          />
        )}
        <ol id={guideId} hidden={!guideOpen}>
          {[...new Set(steps)].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p class="kk-banner-acts">
          {askAgain && (
            <button type="button" class="kk-link" onClick={() => askAgain()}>
              {words.tryAgain}
            </button>
          )}
          {elsewhere && (
            <button type="button" class="kk-link" onClick={elsewhere}>
              {words.popOut}
            </button>
          )}
          {steps.length > 0 && (
            <button
              type="button"
              class="kk-link"
              aria-expanded={guideOpen}
              aria-controls={guideId}
              onClick={() => setGuideOpen(!guideOpen)}
            >
              {words.showMeHow}
            </button>
          )}
          {listener && model.sendChat.value && (
            <button type="button" class="kk-link" onClick={onType}>
              {words.typeInstead}
            </button>
          )}
          <button type="button" class="kk-link" onClick={() => props.onDismiss(occasion)}>
            {words.dismiss}
          </button>
        </p>
      </div>
    </>
  );
}

/** Null until it is there; without it the banner still says what is the matter. */
function useGuide(language: string): GuideWords | null {
  const [guide, setGuide] = useState<GuideWords | null>(null);
  useEffect(() => {
    loadGuide(language).then(setGuide, () => undefined);
  }, [language]);
  return guide;
}

import { useId, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { guideFor } from "./browser-guide.ts";
import { Icon } from "./icons.tsx";
import { forbiddenByPage } from "./listener.ts";
import type { Words } from "./words/words.ts";

interface ListenerBannerProps {
  /** What to say (`listenerText`). */
  readonly text: string;
  readonly model: CallModel;
  readonly words: Words;
  readonly onType: () => void;
  readonly onPopOut?: (() => void) | undefined;
}

/**
 * Says that neither camera nor microphone may be used (*listener mode*) or that one of them is
 * blocked, and how to change that in this very browser.
 */
export function ListenerBanner({ text, model, words, onType, onPopOut }: ListenerBannerProps) {
  const [guideOpen, setGuideOpen] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const guideId = useId();
  if (text === dismissed) return null;
  const listener = model.local.value.mode === "listener";
  const forbidden = forbiddenByPage(model);
  const askAgain = forbidden ? null : model.askAgain.value;
  const steps = words.guide[guideFor(navigator.userAgent, navigator.maxTouchPoints)];
  return (
    <div class="kk-banner" part={listener ? "listener-banner" : "permission-banner"} role="status">
      <Icon name={listener || model.local.value.microphone === "none" ? "micOff" : "cameraOff"} />
      <div class="kk-banner-body">
        <p>
          {listener && <b>{words.listener} </b>}
          {text}
          {forbidden && ` ${words.policyExplains}`}
        </p>
        <ol id={guideId} hidden={!guideOpen}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
          <li>{words.refreshBringsBack}</li>
        </ol>
        <p class="kk-banner-acts">
          {askAgain && (
            <button type="button" class="kk-link" onClick={() => askAgain()}>
              {words.tryAgain}
            </button>
          )}
          {forbidden && onPopOut && (
            <button type="button" class="kk-link" onClick={onPopOut}>
              {words.popOut}
            </button>
          )}
          {!forbidden && (
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
          {!listener && (
            <button type="button" class="kk-link" onClick={() => setDismissed(text)}>
              {words.dismiss}
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

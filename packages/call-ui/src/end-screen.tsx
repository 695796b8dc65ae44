import type { CallModel, EndView } from "@knockknock/call-engine";
import { Avatar } from "./avatar.tsx";
import { later } from "./later.tsx";
import type { Words } from "./words/words.ts";

const Rating = later((parts) => parts.Rating);

interface EndScreenProps {
  readonly model: CallModel;
  readonly words: Words;
  /** Of the other side. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onCallAgain?: (() => void) | undefined;
  /** Opens the form for a message. Absent: nothing can be left. */
  readonly onWrite?: (() => void) | undefined;
}

/** Short, kind, and gone: how long it was, how it was, and what can be done next. */
export function EndScreen({ model, words, name, onClose, onCallAgain, onWrite }: EndScreenProps) {
  const end = model.end.value;
  if (!end) return null;
  const talked = end.durationMs > 0;
  const unanswered = !talked && model.self === "visitor" && UNANSWERED.has(end.reason);
  const write = unanswered ? onWrite : undefined;
  return (
    <div class="kk-end kk-surface">
      <Avatar name={name} />
      <h2>{heading(model, end, words, name)}</h2>
      <p class="kk-soft">{summary(end, words, name, write !== undefined)}</p>
      {talked && model.self === "visitor" && <Rating model={model} words={words} />}
      <div class="kk-acts">
        {write && (
          <button type="button" class="kk-button" onClick={write}>
            {words.leaveMessage}
          </button>
        )}
        {onCallAgain && !end.notSetUp && (
          <button
            type="button"
            class="kk-button"
            data-look={write ? "line" : "solid"}
            onClick={onCallAgain}
          >
            {words.callAgain}
          </button>
        )}
        <button type="button" class="kk-button" data-look="line" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </div>
  );
}

const UNANSWERED: ReadonlySet<EndView["reason"]> = new Set([
  "no_agents",
  "no_answer",
  "declined",
  "connect_failed",
  "abandoned",
]);

function heading(model: CallModel, end: EndView, words: Words, name: string): string {
  const { reason } = end;
  if (end.durationMs > 0 && model.self === "visitor" && reason === "hangup") return words.thanks;
  const called = model.self === "agent" && model.direction.value === "outbound";
  if (called && (reason === "declined" || reason === "no_answer" || reason === "abandoned")) {
    return words.notTaken[reason](name);
  }
  return words.ended[reason];
}

function summary(end: EndView, words: Words, name: string, canWrite: boolean): string {
  if (end.durationMs > 0) return words.talkedFor(name, end.durationMs);
  if (end.notSetUp) return words.notSetUp;
  if (end.reason === "internal_error") return words.cannotCall;
  return canWrite ? words.nobodyAnswered : "";
}

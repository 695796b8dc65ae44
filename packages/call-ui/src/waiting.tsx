import { useEffect, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { Avatar } from "./avatar.tsx";
import { later } from "./later.tsx";
import type { MessageDraft } from "./leave-message.tsx";
import { statusOf } from "./status.ts";
import type { Words } from "./words/words.ts";

const LeaveMessage = later((parts) => parts.LeaveMessage);

interface WaitingProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly name: string;
  readonly onLeaveMessage?: ((message: MessageDraft) => Promise<boolean>) | undefined;
  /** The visitor is writing a message; it outlives the queue and the end of the knock. */
  readonly writing: boolean;
  readonly onWriting: (writing: boolean) => void;
  readonly onClose: () => void;
}

/**
 * The middle of the screen: what is happening right now (a live region that always exists), with
 * the two rings of a knock and *Cancel* before the call, and as a veil over a broken one.
 */
export function Waiting(props: WaitingProps) {
  const { model, words, name, onLeaveMessage, writing, onWriting } = props;
  const phase = model.phase.value;
  const status = statusOf(model, words, name);
  const ended = phase === "ended";
  const before = phase === "requesting" || phase === "queued" || phase === "ringing";
  const nobody = phase === "queued" && model.waiting.value?.anyoneOnline === false;
  const canWrite = (nobody || ended) && onLeaveMessage !== undefined;
  // While somebody is rung after all the form only hides: what is typed may be needed yet.
  const shown = writing && canWrite;
  const cancel = before ? model.cancel.value : null;
  const quiet = status === null || (ended && !shown);
  return (
    <div class="kk-center" data-quiet={quiet ? "" : undefined}>
      {(before || phase === "connecting") && !shown && (
        <Avatar name={name} knocking={!nobody && phase !== "connecting"} />
      )}
      <div class="kk-status" part="status" role="status">
        {status && <b>{status.title}</b>}
        {status?.hint && <span>{status.hint}</span>}
      </div>
      {writing && onLeaveMessage && (
        <div class="kk-surface kk-card" hidden={!shown}>
          <LeaveMessage
            words={words}
            onSend={onLeaveMessage}
            onCancel={() => onWriting(false)}
            onDone={cancel ?? undefined}
          />
        </div>
      )}
      {shown && ended && (
        <div class="kk-acts">
          <button type="button" class="kk-button" data-look="line" onClick={props.onClose}>
            {words.close}
          </button>
        </div>
      )}
      {!shown && (
        <div class="kk-acts">
          {canWrite && !ended && (
            <button type="button" class="kk-button" onClick={() => onWriting(true)}>
              {words.leaveMessage}
            </button>
          )}
          <Answer model={model} words={words} />
          {cancel && (
            <button type="button" class="kk-button" data-look="glass" onClick={() => cancel()}>
              {words.cancel}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** An agent calls a visitor who is still on the site. */
function Answer({ model, words }: { model: CallModel; words: Words }) {
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
          {left > 0 && <span class="kk-countdown">{left}</span>}
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

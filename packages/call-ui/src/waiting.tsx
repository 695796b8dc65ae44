import type { CallModel } from "@knockknock/call-engine";
import { Avatar } from "./avatar.tsx";
import { later } from "./later.tsx";
import type { MessageDraft } from "./leave-message.tsx";
import { statusOf } from "./status.ts";
import type { Words } from "./words/words.ts";

const Answer = later((parts) => parts.Answer);
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
  const ended = phase === "ended";
  // Nobody writes after *Cancel*: then it was the message that ended the wait, and it says so.
  const sent = writing && model.end.value?.reason === "cancelled";
  const status = sent ? null : statusOf(model, words, name);
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
            model={model}
            words={words}
            shown={shown}
            onSend={onLeaveMessage}
            onCancel={() => onWriting(false)}
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
          {model.decline.value && <Answer model={model} words={words} />}
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

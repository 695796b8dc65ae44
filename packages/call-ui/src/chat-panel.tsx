import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { CallModel, ChatEntry } from "@knockknock/call-engine";
import { LIMITS } from "@knockknock/protocol";
import { IconButton } from "./button.tsx";
import { sendIcon } from "./later-icons.ts";
import { linkify } from "./links.ts";
import { Sheet } from "./sheet.tsx";
import type { Words } from "./words/words.ts";

interface ChatPanelProps {
  readonly model: CallModel;
  readonly words: Words;
  /** Of the other side. */
  readonly name: string;
  readonly onClose: () => void;
}

/** The conversation in text, with a box to write in. */
export function ChatPanel({ model, words, name, onClose }: ChatPanelProps) {
  const entries = model.chat.value;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = end.current;
    if (log) log.scrollTop = log.scrollHeight;
  }, [entries.length]);
  return (
    <Sheet title={words.chat} words={words} onClose={onClose} kind="chat">
      <div class="kk-log" role="log" aria-label={words.chat} tabIndex={0} ref={end}>
        {entries.length === 0 && <p class="kk-log-empty">{words.noMessages}</p>}
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} words={words} from={entry.mine ? words.you : name} />
        ))}
      </div>
      <Composer model={model} words={words} />
    </Sheet>
  );
}

function Entry({ entry, words, from }: { entry: ChatEntry; words: Words; from: string }) {
  return (
    <p class="kk-said" data-mine={entry.mine ? "" : undefined} dir="auto">
      {/* Isolated: the direction is that of what was written. */}
      <bdi class="kk-visually-hidden">{words.messageFrom(from)} </bdi>
      {linkify(entry.text).map((piece, index) =>
        piece.href === null ? (
          piece.text
        ) : (
          <a
            key={index}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            referrerpolicy="no-referrer"
          >
            {piece.text}
          </a>
        ),
      )}
      {!entry.delivered && <span class="kk-said-state">{words.sending}</span>}
    </p>
  );
}

function Composer({ model, words }: { model: CallModel; words: Words }) {
  const [draft, setDraft] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const send = model.sendChat.value;
  useEffect(() => box.current?.focus(), []);
  const submit = (): void => {
    const text = draft.trim();
    if (!send || text === "") return;
    send(text);
    setDraft("");
    box.current?.focus();
  };
  return (
    <form
      class="kk-composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label class="kk-visually-hidden" for={id}>
        {words.message}
      </label>
      <textarea
        id={id}
        ref={box}
        rows={1}
        dir="auto"
        placeholder={words.message}
        maxLength={LIMITS.chat}
        value={draft}
        disabled={!send}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method composes, Enter chooses a word.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <IconButton label={words.send} icon={sendIcon} look="on" onClick={submit} />
    </form>
  );
}

import { VISITOR, type CallRecord, type ChatMessage } from "@knockknock/protocol";
import type { JSX } from "preact";
import { visitorName } from "../incoming/visitor-words.ts";
import { timeOfDay } from "../time.ts";
import { words } from "../words/words.ts";

/** What was written during a call. */
export const KeptChat = (props: {
  record: CallRecord;
  chat: readonly ChatMessage[];
}): JSX.Element => {
  const { record, chat } = props;
  return (
    <section aria-label={words.history.chat}>
      <h2 class="eyebrow">{words.history.chat}</h2>
      <ul class="kept-chat">
        {chat.map(({ id, from, text, at }) => (
          <li key={id}>
            <strong dir="auto">
              {from === VISITOR
                ? visitorName(record.card, words)
                : (record.agentName ?? words.history.agent)}
            </strong>{" "}
            <small class="muted clock">{timeOfDay(at, words.language)}</small>
            <p dir="auto">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
};

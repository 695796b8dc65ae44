import { VISITOR, type CallRecord, type ChatMessage } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { visitorName } from "../incoming/visitor-words.ts";
import { LoadState } from "../parts/load-state.tsx";
import { timeOfDay } from "../time.ts";
import { words } from "../words/words.ts";

/** What was written during a call; nothing at all where nothing was. */
export const KeptChat = (props: { api: Pick<Api, "call">; record: CallRecord }): JSX.Element => {
  const { api, record } = props;
  const [chat, setChat] = useState<readonly ChatMessage[]>([]);
  const [failure, setFailure] = useState<unknown>(null);

  const load = useCallback(async () => {
    setFailure(null);
    try {
      setChat((await api.call(record.id)).chat);
    } catch (error) {
      setFailure(error);
    }
  }, [api, record.id]);

  useEffect(() => {
    void load();
  }, [load]);

  return (
    <>
      {chat.length > 0 && (
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
      )}
      <LoadState
        loading={false}
        failure={failure}
        onRetry={() => {
          void load();
        }}
      />
    </>
  );
};

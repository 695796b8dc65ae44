import type { MessageRecord } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CallBack } from "../desk/call-back.tsx";
import type { DeskModel } from "../desk/model.ts";
import { pageTitle } from "../incoming/visitor-words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { LoadState, NothingChosen } from "../parts/load-state.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { hrefOf } from "../routes.ts";
import { fullDate, shortDate } from "../time.ts";
import { words } from "../words/words.ts";
import type { MessagesState, MessagesStore } from "./store.ts";

const senderName = (message: MessageRecord): string =>
  message.name.trim() || words.messages.anonymous;

export const MessagesList = (props: {
  store: MessagesStore;
  messageId: string | null;
  model: DeskModel;
  onCalling: () => void;
}): JSX.Element => {
  const { store } = props;
  const { messages, next, loading, failure } = store.state.value;
  /** What is new stays marked for as long as the list is open. */
  const [seenBefore] = useState(() => store.seenUntil.peek());
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") store.markSeen();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
    };
  }, [store, messages]);
  return (
    <section class="column list" aria-label={words.messages.title}>
      <h1>{words.messages.title}</h1>
      <ul class="items">
        {messages.map((message) => {
          const selected = message.id === props.messageId;
          return (
            <li key={message.id}>
              <a
                class={selected ? "item selected" : "item"}
                href={hrefOf({ name: "messages", messageId: message.id })}
                aria-current={selected ? "true" : undefined}
              >
                <span class="item-head">
                  <strong dir="auto">
                    {senderName(message)}
                    {message.createdAt > seenBefore && (
                      <span class="new-mark">{words.messages.isNew}</span>
                    )}
                  </strong>
                  <small class="muted">{shortDate(message.createdAt, words.language)}</small>
                </span>
                <small class="muted excerpt" dir="auto">
                  {message.text}
                </small>
              </a>
              <CallBack
                model={props.model}
                callId={message.callId}
                name={message.name.trim()}
                onCalling={props.onCalling}
              />
            </li>
          );
        })}
      </ul>
      {messages.length === 0 && !loading && failure === null && (
        <p class="muted list-empty">{words.messages.empty}</p>
      )}
      <LoadState
        loading={loading}
        failure={failure}
        onRetry={() => {
          void store.load();
        }}
      />
      {next !== null && !loading && (
        <button
          class="button line"
          type="button"
          onClick={() => {
            void store.more();
          }}
        >
          {words.messages.more}
        </button>
      )}
    </section>
  );
};

export const MessageDetail = (props: {
  state: MessagesState;
  messageId: string | null;
  model: DeskModel;
  onCalling: () => void;
}): JSX.Element => {
  if (props.messageId === null) return <NothingChosen text={words.messages.pick} />;
  const message = props.state.messages.find((one) => one.id === props.messageId);
  if (message === undefined) {
    return <NothingChosen text={props.state.loading ? words.loading : words.messages.notFound} />;
  }
  const name = senderName(message);
  return (
    <section class="column detail" aria-label={name}>
      <a class="back" href={hrefOf({ name: "messages", messageId: null })}>
        <Icon name="back" />
        {words.back}
      </a>
      <header class="detail-head">
        <Avatar name={name} />
        <div>
          <h1 dir="auto">{name}</h1>
          <p class="muted">{fullDate(message.createdAt, words.language)}</p>
        </div>
      </header>
      <div class="detail-body">
        <p class="message-text" dir="auto">
          {message.text}
        </p>
        <CallBack
          model={props.model}
          callId={message.callId}
          name={message.name.trim()}
          onCalling={props.onCalling}
        />
        <Facts>
          <Fact term={words.messages.reach}>{message.contact}</Fact>
          <Fact term={words.messages.written}>
            <span dir="auto">{pageTitle(message.page, words)}</span>
            <br />
            <PageLink url={message.page.url} />
          </Fact>
          <Fact term={words.ring.site}>{message.siteName}</Fact>
          {message.callId !== null && (
            <Fact term={words.history.title}>
              <a href={hrefOf({ name: "history", callId: message.callId })}>
                {words.messages.toCall}
              </a>
            </Fact>
          )}
        </Facts>
      </div>
    </section>
  );
};

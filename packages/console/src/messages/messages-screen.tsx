import type { MessageRecord } from "@knockknock/protocol";
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Api } from "../api.ts";
import { CallBack } from "../desk/call-back.tsx";
import type { DeskModel } from "../desk/model.ts";
import { pagePath, pageTitle } from "../incoming/visitor-words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { LoadState, NothingChosen } from "../parts/load-state.tsx";
import { SafeLink } from "../parts/safe-link.tsx";
import { hrefOf } from "../routes.ts";
import { fullDate, shortDate } from "../time.ts";
import { words } from "../words/words.ts";

export interface MessagesState {
  readonly messages: readonly MessageRecord[];
  readonly loading: boolean;
  readonly failure: unknown;
}

export const NO_MESSAGES: MessagesState = { messages: [], loading: true, failure: null };

const senderName = (message: MessageRecord): string =>
  message.name.trim() || words.messages.anonymous;

const load = async (state: Signal<MessagesState>, api: Pick<Api, "messages">): Promise<void> => {
  state.value = { ...state.peek(), loading: true, failure: null };
  try {
    const { messages } = await api.messages();
    state.value = { messages, loading: false, failure: null };
  } catch (failure) {
    state.value = { ...state.peek(), loading: false, failure };
  }
};

export const MessagesList = (props: {
  api: Pick<Api, "messages">;
  state: Signal<MessagesState>;
  messageId: string | null;
  model: DeskModel;
  onCalling: () => void;
}): JSX.Element => {
  const { messages, loading, failure } = props.state.value;
  useEffect(() => {
    void load(props.state, props.api);
  }, [props.api, props.state]);
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
                  <strong dir="auto">{senderName(message)}</strong>
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
          void load(props.state, props.api);
        }}
      />
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
            <span dir="auto">{pageTitle(message.page)}</span>
            <br />
            <SafeLink address={message.page.url}>{pagePath(message.page.url)}</SafeLink>
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

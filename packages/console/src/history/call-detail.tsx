import { clock } from "@knockknock/call-ui";
import type { CallRecord } from "@knockknock/protocol";
import type { JSX } from "preact";
import { IdentityMark } from "../incoming/identity-mark.tsx";
import {
  earlierText,
  languageName,
  pageTitle,
  referrerText,
  visitorName,
} from "../incoming/visitor-words.ts";
import type { Api } from "../api.ts";
import { NotesBox } from "../notes/notes-box.tsx";
import { CallBack } from "../desk/call-back.tsx";
import type { DeskModel } from "../desk/model.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { NothingChosen } from "../parts/load-state.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { hrefOf } from "../routes.ts";
import { fullDate } from "../time.ts";
import { words } from "../words/words.ts";
import { endingText, outcomeOf } from "./filter.ts";
import { Kept } from "./kept.tsx";

const Outcome = ({ record }: { record: CallRecord }): JSX.Element => {
  const outcome = outcomeOf(record);
  const text = {
    live: words.history.live,
    answered: words.history.answered,
    missed: words.history.missed,
  }[outcome];
  return (
    <span class="tag" data-outcome={outcome}>
      {text}
    </span>
  );
};

interface Place {
  readonly api: Pick<Api, "call">;
  readonly model: DeskModel;
  readonly onCalling: () => void;
}

const Detail = ({
  api,
  record,
  model,
  onCalling,
}: Place & { readonly record: CallRecord }): JSX.Element => {
  const { card } = record;
  const name = visitorName(card, words);
  return (
    <section class="column detail" aria-label={name}>
      <a class="back" href={hrefOf({ name: "history", callId: null })}>
        <Icon name="back" />
        {words.back}
      </a>
      <header class="detail-head">
        <Avatar name={name} />
        <div>
          <h1 dir="auto">{name}</h1>
          <IdentityMark card={card} />
          <p class="muted">{fullDate(record.createdAt, words.language)}</p>
        </div>
        <Outcome record={record} />
      </header>
      <div class="detail-body">
        {outcomeOf(record) === "missed" && (
          <CallBack model={model} callId={record.id} onCalling={onCalling} />
        )}
        <Facts>
          <Fact term={words.history.ending}>{endingText(record, words) ?? words.history.live}</Fact>
          <Fact term={words.history.answeredBy}>{record.agentName ?? words.history.nobody}</Fact>
          <Fact term={words.history.waited}>{clock(record.waitedMs)}</Fact>
          <Fact term={words.history.talked}>{clock(record.durationMs)}</Fact>
          <Fact term={words.ring.page}>
            <span dir="auto">{pageTitle(card.page, words)}</span>
            <br />
            <PageLink url={card.page.url} />
          </Fact>
          <Fact term={words.ring.referrer}>{referrerText(card.page.referrer, words)}</Fact>
          <Fact term={words.ring.device}>
            {[card.device, languageName(card.language, words)]
              .filter((part) => part !== "")
              .join(", ")}
          </Fact>
          <Fact term={words.ring.before}>{earlierText(card, words)}</Fact>
          {card.email !== null && <Fact term={words.call.email}>{card.email}</Fact>}
          <Fact term={words.ring.site}>{card.siteName}</Fact>
          {record.stars !== null && (
            <Fact term={words.history.rating}>{words.history.stars(record.stars)}</Fact>
          )}
          {record.comment !== "" && <Fact term={words.history.comment}>{record.comment}</Fact>}
        </Facts>
        {record.connectedAt !== null && <Kept key={record.id} api={api} record={record} />}
        <NotesBox keeper={model.notes.of(record.id)} key={record.id} />
      </div>
    </section>
  );
};

export const CallDetail = (
  props: Place & {
    readonly calls: readonly CallRecord[];
    readonly loading: boolean;
    readonly callId: string | null;
  },
): JSX.Element => {
  if (props.callId === null) return <NothingChosen text={words.history.pick} />;
  const record = props.calls.find((one) => one.id === props.callId);
  if (record !== undefined) {
    const { api, model, onCalling } = props;
    return <Detail api={api} record={record} model={model} onCalling={onCalling} />;
  }
  return <NothingChosen text={props.loading ? words.loading : words.history.notFound} />;
};

import { clock } from "@knockknock/call-ui";
import type { CallRecord } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { CallOutcome } from "../api.ts";
import { CallBack } from "../desk/call-back.tsx";
import type { DeskModel } from "../desk/model.ts";
import { ClaimNote } from "../incoming/identity-mark.tsx";
import { pageTitle, visitorName } from "../incoming/visitor-words.ts";
import { Icon } from "../parts/icon.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { hrefOf } from "../routes.ts";
import { dayText, timeOfDay } from "../time.ts";
import { words } from "../words/words.ts";
import { byDay, endingText, filterCalls, outcomeOf } from "./filter.ts";
import type { HistoryStore } from "./store.ts";

const outcomes: readonly { value: CallOutcome | null; label: string }[] = [
  { value: null, label: words.history.all },
  { value: "answered", label: words.history.answered },
  { value: "missed", label: words.history.missed },
];

const Row = (props: {
  record: CallRecord;
  selected: boolean;
  model: DeskModel;
  onCalling: () => void;
}): JSX.Element => {
  const { record, selected } = props;
  const outcome = outcomeOf(record);
  return (
    <li>
      <a
        class={selected ? "item selected" : "item"}
        href={hrefOf({ name: "history", callId: record.id })}
        aria-current={selected ? "true" : undefined}
        data-outcome={outcome}
      >
        <span class="item-head">
          <strong dir="auto">{visitorName(record.card, words)}</strong>
          <small class="muted clock">{timeOfDay(record.createdAt, words.language)}</small>
        </span>
        <small class="muted">
          {outcome === "missed" && <Icon name="missed" />}
          <span dir="auto">{pageTitle(record.card.page, words)}</span> ·{" "}
          {outcome === "answered" ? clock(record.durationMs) : endingText(record, words)}
          {outcome === "live" && words.history.live}
          <ClaimNote card={record.card} />
        </small>
      </a>
      {outcome === "missed" && (
        <CallBack model={props.model} callId={record.id} onCalling={props.onCalling} />
      )}
    </li>
  );
};

export const HistoryList = (props: {
  history: HistoryStore;
  model: DeskModel;
  onCalling: () => void;
  callId: string | null;
  now: number;
}): JSX.Element => {
  const { history } = props;
  const { calls, loading, failure, next, outcome, search, searched } = history.state.value;
  const asking = loading || search !== searched;
  // Until the server has answered, what is here already; it looks into more than that.
  const shown = filterCalls(calls, { query: asking ? search : "", outcome }, words);
  const filtered = search.trim() !== "" || outcome !== null;

  useEffect(() => {
    void history.load(history.state.peek().outcome);
  }, [history]);

  return (
    <section class="column list" aria-label={words.history.title}>
      <h1>{words.history.title}</h1>
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          aria-label={words.history.search}
          placeholder={words.history.search}
          value={search}
          dir="auto"
          onInput={(event) => {
            history.search(event.currentTarget.value);
          }}
        />
      </label>
      <fieldset class="segments">
        <legend class="visually-hidden">{words.history.outcome}</legend>
        {outcomes.map(({ value, label }) => (
          <label key={label}>
            <input
              type="radio"
              name="outcome"
              checked={outcome === value}
              onChange={() => {
                void history.load(value);
              }}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <p class="muted small" role="status">
        {filtered &&
          !asking &&
          failure === null &&
          next === null &&
          words.history.results(shown.length)}
      </p>
      {byDay(shown, (time) =>
        dayText(time, props.now, { language: words.language, ...words.history }),
      ).map(({ day, calls: ofDay }) => (
        <section key={`${day}-${ofDay[0]?.id ?? ""}`}>
          <h2 class="eyebrow">{day}</h2>
          <ul class="items">
            {ofDay.map((record) => (
              <Row
                key={record.id}
                record={record}
                selected={record.id === props.callId}
                model={props.model}
                onCalling={props.onCalling}
              />
            ))}
          </ul>
        </section>
      ))}
      {shown.length === 0 && !asking && failure === null && (
        <p class="muted list-empty">{filtered ? words.history.noMatch : words.history.empty}</p>
      )}
      <LoadState
        loading={loading}
        failure={failure}
        onRetry={() => {
          void history.load(outcome);
        }}
      />
      {next !== null && !asking && (
        <button
          class="button line"
          type="button"
          onClick={() => {
            void history.more();
          }}
        >
          {words.history.more}
        </button>
      )}
    </section>
  );
};

import { clock } from "@knockknock/call-ui";
import type { JSX } from "preact";
import { ClaimNote } from "../incoming/identity-mark.tsx";
import { pageTitle, visitorName } from "../incoming/visitor-words.ts";
import { words } from "../words/words.ts";
import { AvailableSwitch, type AlertSwitches } from "./available-switch.tsx";
import type { DeskModel } from "./model.ts";

const Connection = ({ model }: { model: DeskModel }): JSX.Element => {
  const connection = model.desk.connection.value;
  return (
    <div role="status">
      {connection === "offline" && <p class="hint-card warn">{words.desk.offline}</p>}
      {connection === "connecting" && <p class="muted small">{words.desk.connecting}</p>}
    </div>
  );
};

const Now = ({ model, onShow }: { model: DeskModel; onShow: () => void }): JSX.Element | null => {
  const call = model.desk.call.value;
  if (call === null || call.phase.value === "ended" || call.phase.value === "idle") return null;
  const card = model.visitor.value;
  const page = call.page.value ?? card?.page;
  return (
    <section>
      <h2 class="eyebrow">{words.desk.now}</h2>
      <button class="item selected" type="button" onClick={onShow}>
        <strong dir="auto">{model.visitorName.value}</strong>
        <small class="muted">
          {page !== undefined && <span dir="auto">{pageTitle(page, words)}</span>} ·{" "}
          <span class="clock">
            {call.phase.value === "ringing"
              ? words.desk.calling
              : words.desk.onTheCall(clock(call.durationMs.value))}
          </span>
          {card !== null && <ClaimNote card={card} />}
        </small>
      </button>
    </section>
  );
};

/** The call runs in another tab of this agent. */
const Elsewhere = ({ model }: { model: DeskModel }): JSX.Element => {
  const { desk } = model;
  const shown = desk.elsewhere.value && model.answering.value === null;
  return (
    <div role="status">
      {shown && (
        <div class="hint-card">
          <p>{words.desk.elsewhere}</p>
          <div class="row">
            <button
              class="button line small"
              type="button"
              onClick={() => {
                void desk.bringHere();
              }}
            >
              {words.desk.switchHere}
            </button>
          </div>
        </div>
      )}
    </div>
  );
};

const Waiting = ({ model }: { model: DeskModel }): JSX.Element => {
  const waiting = model.desk.state.value?.waiting ?? [];
  const ringing = model.front.value === null ? [] : [model.front.value, ...model.behind.value];
  const rung = new Set(ringing.map((call) => call.callId));
  const calls = [...ringing, ...waiting.filter((call) => !rung.has(call.callId))];
  return (
    <section>
      <h2 class="eyebrow">{words.desk.waiting}</h2>
      {calls.length === 0 && <p class="muted list-empty">{words.desk.nobodyWaiting}</p>}
      <ul class="items">
        {calls.map((call) => (
          <li class="item" key={call.callId}>
            <strong dir="auto">{visitorName(call.card, words)}</strong>
            <small class="muted">
              <span dir="auto">{pageTitle(call.card.page, words)}</span> ·{" "}
              <span class="clock">
                {words.desk.waitingFor(clock(model.serverNow.value - call.knockedAt))}
              </span>
              <ClaimNote card={call.card} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const DeskList = (props: {
  model: DeskModel;
  alerts: AlertSwitches;
  onShowCall: () => void;
}): JSX.Element => (
  <section class="column list" aria-label={words.desk.title}>
    <h1 class="visually-hidden">{words.desk.title}</h1>
    <AvailableSwitch model={props.model} alerts={props.alerts} />
    <Connection model={props.model} />
    <Elsewhere model={props.model} />
    <Now model={props.model} onShow={props.onShowCall} />
    <Waiting model={props.model} />
  </section>
);

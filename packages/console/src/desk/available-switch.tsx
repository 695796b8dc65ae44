import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Notifier } from "../incoming/notifier.ts";
import type { Ringtone } from "@knockknock/call-ui/ringtone";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import type { DeskModel } from "./model.ts";

export interface AlertSwitches {
  readonly ringtone: Pick<Ringtone, "blocked" | "unlock">;
  readonly notifier: Pick<Notifier, "permission" | "ask">;
}

/** Asked in the page first: a browser's prompt out of nowhere is refused, and for good. */
const NotifyQuestion = (props: { onYes: () => void; onNo: () => void }): JSX.Element => (
  <div class="hint-card" role="group" aria-label={words.alerts.notifyQuestion}>
    <p>
      <Icon name="bell" />
      <span>{words.alerts.notifyQuestion}</span>
    </p>
    <div class="row">
      <button class="button line small" type="button" onClick={props.onYes}>
        {words.alerts.notifyYes}
      </button>
      <button class="button quiet small" type="button" onClick={props.onNo}>
        {words.alerts.notifyNo}
      </button>
    </div>
  </div>
);

const SoundHint = ({ onClick }: { onClick: () => void }): JSX.Element => (
  <div class="hint-card" role="status">
    <p>
      <Icon name="sound" />
      <span>{words.alerts.soundBlocked}</span>
    </p>
    <div class="row">
      <button class="button line small" type="button" onClick={onClick}>
        {words.alerts.soundOn}
      </button>
    </div>
  </div>
);

/** The switch, and what an available agent's browser still lacks to be heard. */
export const AvailableSwitch = (props: {
  model: DeskModel;
  alerts: AlertSwitches;
}): JSX.Element => {
  const { desk } = props.model;
  const { ringtone, notifier } = props.alerts;
  const id = useId();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [failed, setFailed] = useState(false);
  const [asking, setAsking] = useState(false);
  const told = desk.state.value?.available ?? false;
  const available = wanted ?? told;
  // The server's answer may come before its snapshot: until then the switch stays as it was put.
  useEffect(() => {
    if (wanted === told) setWanted(null);
  }, [wanted, told]);

  const toggle = async () => {
    const next = !available;
    setWanted(next);
    setFailed(false);
    setAsking(next && notifier.permission.peek() === "default");
    try {
      await desk.setAvailable(next);
    } catch {
      setFailed(true);
      setWanted(null);
    }
  };

  return (
    <>
      <div class="available" data-on={available}>
        <button
          class="switch"
          type="button"
          role="switch"
          aria-checked={available}
          aria-describedby={`${id}-about`}
          disabled={desk.state.value === null}
          onClick={() => {
            void toggle();
          }}
        >
          {words.desk.available}
        </button>
        <small class="muted" id={`${id}-about`}>
          {available ? words.desk.availableOn : words.desk.availableOff}
        </small>
      </div>
      <label class="check small">
        <input
          type="checkbox"
          checked={desk.readyWhileRinging.value}
          onChange={(event) => {
            desk.setReadyWhileRinging(event.currentTarget.checked);
          }}
        />
        {words.desk.readyWhileRinging}
      </label>
      <p class="form-error" role="alert" hidden={!failed}>
        {words.desk.availableFailed}
      </p>
      {asking && notifier.permission.value === "default" && (
        <NotifyQuestion
          onYes={() => {
            setAsking(false);
            void notifier.ask();
          }}
          onNo={() => {
            setAsking(false);
          }}
        />
      )}
      {available && notifier.permission.value === "denied" && (
        <p class="muted small hint-line">{words.alerts.notifyDenied}</p>
      )}
      {available && ringtone.blocked.value && <SoundHint onClick={ringtone.unlock} />}
    </>
  );
};

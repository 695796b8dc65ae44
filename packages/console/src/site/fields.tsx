import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

/** A label, the control that `children` draws for its id, and a hint that describes it. */
export const Field = (props: {
  label: string;
  hint?: string;
  children: (names: { id: string; describedBy: string | undefined }) => ComponentChildren;
}): JSX.Element => {
  const id = useId();
  const describedBy = props.hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, describedBy })}
      {props.hint !== undefined && (
        <small class="hint" id={describedBy}>
          {props.hint}
        </small>
      )}
    </div>
  );
};

export const Lines = (props: {
  label: string;
  hint: string;
  value: string;
  placeholder: string;
  onValue: (value: string) => void;
}): JSX.Element => (
  <Field label={props.label} hint={props.hint}>
    {({ id, describedBy }) => (
      <textarea
        id={id}
        aria-describedby={describedBy}
        dir="ltr"
        rows={3}
        spellcheck={false}
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => {
          props.onValue(event.currentTarget.value);
        }}
      />
    )}
  </Field>
);

export const Seconds = (props: {
  label: string;
  value: number;
  least: number;
  most: number;
  onValue: (value: number) => void;
}): JSX.Element => (
  <Field label={props.label}>
    {({ id }) => (
      <input
        id={id}
        type="number"
        required
        min={props.least}
        max={props.most}
        value={Number.isNaN(props.value) ? "" : props.value}
        onInput={(event) => {
          props.onValue(event.currentTarget.valueAsNumber);
        }}
      />
    )}
  </Field>
);

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { words } from "../words/words.ts";

/** The quiet page around signing in and joining. */
export const Doorway = (props: {
  title: string;
  lead: string;
  children: ComponentChildren;
}): JSX.Element => (
  <main class="doorway">
    <div class="doorway-card">
      <img class="doorway-mark" src="icon.svg" alt="" width="56" height="56" />
      <h1>{props.title}</h1>
      <p class="lead">{props.lead}</p>
      {props.children}
    </div>
  </main>
);

type InputProps = Omit<JSX.IntrinsicElements["input"], "type" | "role">;

const TypedInput = ({
  kind,
  ...input
}: InputProps & { kind: "text" | "email" | "password" }): JSX.Element => {
  switch (kind) {
    case "text":
      return <input {...input} type="text" />;
    case "email":
      return <input {...input} type="email" />;
    case "password":
      return <input {...input} type="password" />;
  }
};

export const TextField = (props: {
  label: string;
  type: "text" | "email" | "password";
  autocomplete: "name" | "username" | "current-password" | "new-password";
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  maxLength: number;
}): JSX.Element => {
  const id = useId();
  const hintId = `${id}-hint`;
  const input: InputProps = {
    id,
    autocomplete: props.autocomplete,
    value: props.value,
    maxLength: props.maxLength,
    required: true,
    dir: "auto",
    "aria-describedby": props.hint === undefined ? undefined : hintId,
    onInput: (event) => {
      props.onInput(event.currentTarget.value);
    },
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <TypedInput {...input} kind={props.type} />
      {props.hint !== undefined && (
        <small class="hint" id={hintId}>
          {props.hint}
        </small>
      )}
    </div>
  );
};

/** An error that is read out when it appears and moves into view. */
export const FormError = ({ text }: { text: string | null }): JSX.Element => {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== null) box.current?.scrollIntoView({ block: "nearest" });
  }, [text]);
  return (
    <p class="form-error" role="alert" ref={box} hidden={text === null}>
      {text}
    </p>
  );
};

export const SubmitButton = (props: { busy: boolean; label: string; busyLabel: string }) => (
  <button class="button primary wide" type="submit" disabled={props.busy}>
    {props.busy ? props.busyLabel : props.label}
  </button>
);

export const Waiting = (): JSX.Element => (
  <p class="page-wait" role="status">
    {words.loading}
  </p>
);

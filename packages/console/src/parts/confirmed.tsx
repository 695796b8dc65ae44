import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A button whose step cannot be taken back: pressed, it asks once more in its own place. */
export const Confirmed = (props: {
  /** What the button is called beside others like it; begins with `yes`. */
  label: string;
  question: string;
  yes: string;
  no: string;
  busy: boolean;
  onConfirmed: () => void;
}): JSX.Element => {
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAsking(false);
  };
  // The button that was pressed is replaced: the keyboard goes on where it was, with the safe way.
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);

  if (!asking) {
    return (
      <button
        ref={opener}
        class="button line small"
        type="button"
        aria-label={props.label}
        disabled={props.busy}
        onClick={() => {
          setAsking(true);
        }}
      >
        {props.yes}
      </button>
    );
  }
  return (
    <div
      class="confirm"
      role="group"
      aria-label={props.question}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <p role="alert">{props.question}</p>
      <button
        class="button decline small"
        type="button"
        onClick={() => {
          close();
          props.onConfirmed();
        }}
      >
        {props.yes}
      </button>
      <button ref={keep} class="button line small" type="button" onClick={close}>
        {props.no}
      </button>
    </div>
  );
};

import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { words } from "../words/words.ts";

/** A text to take along, with a button that copies it. */
export const CopyRow = (props: { label: string; value: string }): JSX.Element => {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
    } catch {
      // Without the permission the text is selected, and the keyboard copies it.
      box.current?.select();
    }
  };

  return (
    <>
      <label for={id}>{props.label}</label>
      <div class="row">
        <input
          id={id}
          ref={box}
          readOnly
          dir="ltr"
          value={props.value}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
        <button
          class="button primary"
          type="button"
          onClick={() => {
            void copy();
          }}
        >
          {copied ? words.copied : words.copy}
        </button>
      </div>
    </>
  );
};

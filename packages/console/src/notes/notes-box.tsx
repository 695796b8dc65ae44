import { LIMITS } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import type { NotesKeeper, NotesMark } from "./keeper.ts";

const markText = (mark: NotesMark): string => {
  switch (mark) {
    case "untouched":
      return words.notes.hint;
    case "unsaved":
      return words.notes.unsaved;
    case "saving":
      return words.notes.saving;
    case "saved":
      return words.notes.saved;
    case "waiting":
      return words.notes.waiting;
  }
};

export const NotesBox = ({ keeper }: { keeper: NotesKeeper }): JSX.Element => {
  const id = useId();
  const mark = keeper.mark.value;
  useEffect(
    () => () => {
      keeper.flush(false);
    },
    [keeper],
  );
  return (
    <section class="notes">
      <h2 class="eyebrow">
        <label for={id}>{words.notes.title}</label>
      </h2>
      <textarea
        id={id}
        rows={6}
        dir="auto"
        maxLength={LIMITS.notes}
        value={keeper.text.value}
        aria-describedby={`${id}-mark`}
        onInput={(event) => {
          keeper.edit(event.currentTarget.value);
        }}
        onBlur={() => {
          keeper.flush(false);
        }}
      />
      <small class="notes-mark" id={`${id}-mark`} role="status" data-mark={mark}>
        {mark === "saved" && <Icon name="check" />}
        {markText(mark)}
      </small>
    </section>
  );
};

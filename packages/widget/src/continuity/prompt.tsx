/** Asks the visitor before a navigation that the call would not simply survive. */
import { useEffect, useRef } from "preact/hooks";
import type { Blocked, BlockedKind, Choice } from "./contract.ts";
import type { ContinuityWords } from "./words.ts";

interface Props {
  readonly blocked: Blocked;
  readonly words: ContinuityWords;
  readonly onChoice: (choice: Choice) => void;
}

/** In the order of the buttons; the first keeps the call best and has the focus. */
const CHOICES: Readonly<Record<BlockedKind, readonly Choice[]>> = {
  "cross-origin": ["new-tab", "stay", "leave"],
  "cross-origin-answer": ["new-tab", "stay", "leave"],
  excluded: ["new-tab", "leave", "stay"],
  "excluded-answer": ["new-tab", "leave", "stay"],
  uncarriable: ["new-tab", "leave", "stay"],
  unreachable: ["retry", "stay"],
  unsaved: ["stay", "leave"],
};

function label(choice: Choice, kind: BlockedKind, words: ContinuityWords): string {
  switch (choice) {
    case "stay":
      return words.stay;
    case "new-tab":
      return words.newTab;
    case "retry":
      return words.retry;
    case "leave":
      if (kind === "unsaved") return words.leaveAnyway;
      return kind.startsWith("cross") ? words.leave : words.goOn;
  }
}

export function ContinuityPrompt({ blocked, words, onChoice }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { kind, url } = blocked;
  const [preferred, ...others] = CHOICES[kind];
  const site = new URL(url).host;
  return (
    <dialog
      ref={dialog}
      class="continuity-prompt"
      part="continuity-prompt"
      aria-labelledby="continuity-title"
      aria-describedby="continuity-text"
      onCancel={() => onChoice("stay")}
    >
      <h2 id="continuity-title">{words.title[kind]}</h2>
      <p id="continuity-text">{words.text[kind].replace("{site}", site)}</p>
      <div class="continuity-choices">
        {preferred && (
          <button type="button" class="primary" autofocus onClick={() => onChoice(preferred)}>
            {label(preferred, kind, words)}
          </button>
        )}
        {others.map((choice) => (
          <button type="button" key={choice} onClick={() => onChoice(choice)}>
            {label(choice, kind, words)}
          </button>
        ))}
      </div>
    </dialog>
  );
}

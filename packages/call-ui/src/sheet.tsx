import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { IconButton } from "./button.tsx";
import { activeIn } from "./focus.ts";
import type { Words } from "./words/words.ts";

interface SheetProps {
  readonly title: string;
  readonly kind: "settings" | "chat";
  readonly words: Words;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Slides over the call without stopping it: from below where it is narrow, from the side else. */
export function Sheet({ title, kind, words, onClose, children }: SheetProps) {
  const titleId = useId();
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const inside = root.current?.contains(activeIn(root.current));
    if (!inside) root.current?.focus();
  }, []);
  return (
    <section
      class="kk-sheet kk-surface"
      data-kind={kind}
      part={kind}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      ref={root}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <IconButton label={words.close} icon="close" onClick={onClose} />
      </header>
      {children}
    </section>
  );
}

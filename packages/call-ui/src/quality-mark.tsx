import { useId, useState } from "preact/hooks";
import type { CallModel, QualityView } from "@knockknock/call-engine";
import { QualityDetails } from "./quality-details.tsx";
import type { Words } from "./words/words.ts";

interface QualityMarkProps {
  readonly model: CallModel;
  readonly words: Words;
  /** Of the other side. */
  readonly name: string;
}

/** Three bars for the other side and three for this one; a click tells both in words, and why. */
export function QualityMark({ model, words, name }: QualityMarkProps) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { local, remote } = model.quality.value;
  const said = [saidOf(name, remote, words), saidOf(words.you, local, words)].join(" · ");
  return (
    <div class="kk-quality">
      <button
        type="button"
        part="quality"
        aria-label={said}
        title={said}
        aria-expanded={open}
        aria-controls={open ? detailsId : undefined}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <Bars side="remote" quality={remote} />
        <Bars side="local" quality={local} />
        <b>{words.you}</b>
      </button>
      {open && <QualityDetails id={detailsId} model={model} words={words} name={name} />}
    </div>
  );
}

const saidOf = (who: string, { level }: QualityView, words: Words): string =>
  `${words.messageFrom(who)} ${words.quality[level]}`;

const Bars = ({ side, quality }: { side: "local" | "remote"; quality: QualityView }) => (
  <span data-side={side} data-level={quality.level}>
    <i />
    <i />
    <i />
  </span>
);

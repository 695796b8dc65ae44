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

const ORDER = { poor: 0, fair: 1, good: 2, unknown: 3 } as const;
const worse = (a: QualityView, b: QualityView): QualityView =>
  ORDER[a.level] <= ORDER[b.level] ? a : b;

/** Three bars for the weaker side; a click tells both sides, and why. */
export function QualityMark({ model, words, name }: QualityMarkProps) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { local, remote } = model.quality.value;
  const { level } = worse(local, remote);
  return (
    <div class="kk-quality">
      <button
        type="button"
        part="quality"
        data-level={level}
        aria-label={words.quality[level]}
        title={words.quality[level]}
        aria-expanded={open}
        aria-controls={open ? detailsId : undefined}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <i />
        <i />
        <i />
      </button>
      {open && <QualityDetails id={detailsId} model={model} words={words} name={name} />}
    </div>
  );
}

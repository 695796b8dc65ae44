import { useId, useState } from "preact/hooks";
import type { CallModel, QualityView } from "@knockknock/call-engine";
import { nameOf } from "./names.ts";
import type { Words } from "./words/words.ts";

interface QualityMarkProps {
  readonly model: CallModel;
  readonly words: Words;
}

const ORDER = { poor: 0, fair: 1, good: 2, unknown: 3 } as const;
const worse = (a: QualityView, b: QualityView): QualityView =>
  ORDER[a.level] <= ORDER[b.level] ? a : b;

/** Three bars for the weaker side; a click tells both sides, and why. */
export function QualityMark({ model, words }: QualityMarkProps) {
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
        aria-controls={detailsId}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <i />
        <i />
        <i />
      </button>
      <dl id={detailsId} class="kk-quality-details kk-surface" hidden={!open}>
        <Side title={words.you} quality={local} words={words} />
        <Side
          title={nameOf(model.remote.value, model.self, words)}
          quality={remote}
          words={words}
        />
      </dl>
    </div>
  );
}

function Side({ title, quality, words }: { title: string; quality: QualityView; words: Words }) {
  const facts = [
    quality.relayed === null ? null : quality.relayed ? words.relayed : words.direct,
    quality.rttMs === null ? null : words.delay(quality.rttMs),
    quality.lossRatio === null ? null : words.loss(quality.lossRatio),
  ].filter((fact) => fact !== null);
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {words.quality[quality.level]}
        {facts.length > 0 && <small>{facts.join(" · ")}</small>}
        {quality.reason && <small>{words.qualityReason[quality.reason]}</small>}
      </dd>
    </>
  );
}

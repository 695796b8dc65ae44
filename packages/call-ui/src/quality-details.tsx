import type { CallModel, QualityView } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

interface QualityDetailsProps {
  readonly id: string;
  readonly model: CallModel;
  readonly words: Words;
  /** Of the other side. */
  readonly name: string;
}

/** Both sides' connection, with the reason for what is not good. */
export function QualityDetails({ id, model, words, name }: QualityDetailsProps) {
  const { local, remote } = model.quality.value;
  return (
    <dl id={id} class="kk-quality-details kk-surface">
      <Side title={name} quality={remote} words={words} />
      <Side title={words.you} quality={local} words={words} />
    </dl>
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

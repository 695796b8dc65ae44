/** A call's connection in words: what the graph shows, for those who do not see it. */
import { clock } from "@knockknock/call-ui";
import type { QualityCourse, QualityStep, QualitySummary } from "@knockknock/protocol";
import type { Words } from "../words/en.ts";

const percent = (ratio: number, language: string): string =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(ratio);

/** "Good 96 %, weak 4 % of 4:05"; what did not happen is left out. */
export const courseText = ({ stepMs, steps }: QualityCourse, words: Words): string => {
  const parts = (["good", "fair", "poor", "unknown"] as const).flatMap((level) => {
    const count = steps.filter((step) => step.level === level).length;
    if (count === 0) return [];
    const share = percent(count / steps.length, words.language);
    return [`${words.connection.levels[level]} ${share}`];
  });
  return words.connection.ofTime(parts.join(", "), clock(steps.length * stepMs));
};

/** The whole call's figures, those that were measured. */
export const figuresText = (summary: QualitySummary, words: Words): string => {
  const { medianRttMs, packetLossRatio, freezes, recoveries, relayed } = summary;
  const of = words.connection;
  return [
    relayed ? of.relayed : of.direct,
    medianRttMs === null ? "" : of.delay(Math.round(medianRttMs)),
    packetLossRatio === null ? "" : of.loss(percent(packetLossRatio, words.language)),
    freezes === 0 ? "" : of.freezes(freezes),
    recoveries === 0 ? "" : of.recoveries(recoveries),
  ]
    .filter((part) => part !== "")
    .join(" · ");
};

/** What one bar tells under the pointer: "1:20: weak, 310 ms there and back, 4 % lost". */
export const stepText = (step: QualityStep, at: number, words: Words): string => {
  const { level, rttMs, lossRatio } = step;
  const of = words.connection;
  return `${clock(at)}: ${[
    of.levels[level],
    rttMs === null ? "" : of.delay(rttMs),
    lossRatio === null ? "" : of.loss(percent(lossRatio, words.language)),
  ]
    .filter((part) => part !== "")
    .join(", ")}`;
};

import type { CallDetail, QualityCourse, QualitySummary } from "@knockknock/protocol";
import type { JSX } from "preact";
import { words } from "../words/words.ts";
import { courseText, figuresText, stepText } from "./quality-text.ts";

/** Of the graph's 24 units: the height tells the level, too, not only the colour. */
const HEIGHTS = { good: 24, fair: 15, poor: 8, unknown: 1 } as const;

const Graph = ({ course }: { course: QualityCourse }): JSX.Element => (
  <svg
    class="course"
    role="img"
    aria-label={courseText(course, words)}
    viewBox={`0 0 ${String(course.steps.length)} 24`}
    preserveAspectRatio="none"
  >
    {course.steps.map((step, index) => (
      <rect
        key={index}
        data-level={step.level}
        x={index + 0.08}
        y={24 - HEIGHTS[step.level]}
        width={0.84}
        height={HEIGHTS[step.level]}
      >
        <title>{stepText(step, index * course.stepMs, words)}</title>
      </rect>
    ))}
  </svg>
);

const Side = ({ title, summary }: { title: string; summary: QualitySummary }): JSX.Element => (
  <figure>
    <figcaption>{title}</figcaption>
    {summary.course !== undefined && summary.course.steps.length > 0 && (
      <>
        <Graph course={summary.course} />
        <p class="small">{courseText(summary.course, words)}</p>
      </>
    )}
    <p class="muted small">{figuresText(summary, words)}</p>
  </figure>
);

/** How the connection was in each direction, over time; nothing where neither side told. */
export const Connection = ({ quality }: Pick<CallDetail, "quality">): JSX.Element | null => {
  const { visitor, agent } = quality;
  if (!visitor && !agent) return null;
  return (
    <section class="connection" aria-label={words.connection.title}>
      <h2 class="eyebrow">{words.connection.title}</h2>
      {agent && <Side title={words.connection.atAgent} summary={agent} />}
      {visitor && <Side title={words.connection.atVisitor} summary={visitor} />}
    </section>
  );
};

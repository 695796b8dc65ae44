import type { ReadonlySignal } from "@preact/signals";
import type { VisitorClient } from "@knockknock/call-engine";
import { CallScreen, type Corner, type CornerMemory, type Words } from "@knockknock/call-ui";
import type { Carrying } from "../carrying.ts";
import type { View } from "../handoff.ts";

interface WidgetProps {
  readonly client: VisitorClient;
  readonly view: ReadonlySignal<View>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly carrying: Carrying;
  readonly words: Words;
  readonly corner: CornerMemory;
  readonly initialCorner: Corner;
  readonly siteName: ReadonlySignal<string | undefined>;
  readonly on: {
    readonly minimize: () => void;
    readonly expand: () => void;
    readonly close: () => void;
    readonly callAgain: () => void;
    readonly dismissProblem: () => void;
  };
}

/** Why there is no call although one was asked for. */
export interface Problem {
  readonly title: string;
  readonly hint: string;
}

/** Everything of the widget but the pill. */
export function Widget(props: WidgetProps) {
  const { client, carrying, words, on } = props;
  const call = client.call.value;
  const view = props.view.value;
  const question = carrying.question.value;
  return (
    <>
      {call && view !== "launcher" && (
        <CallScreen
          model={call}
          words={words}
          view={view}
          onMinimize={on.minimize}
          onExpand={on.expand}
          onClose={on.close}
          onCallAgain={on.callAgain}
          onLeaveMessage={async (message) => (await client.leaveMessage(message)).ok}
          corner={props.corner}
          initialCorner={props.initialCorner}
          fallbackName={props.siteName.value}
        />
      )}
      <ProblemCard {...props} />
      {question && (
        <question.shell.ContinuityPrompt
          blocked={question.blocked}
          words={question.shell.continuityWords}
          onChoice={question.answer}
        />
      )}
      <div class="kk kk-visually-hidden" role="status">
        {carrying.announcement.value}
      </div>
    </>
  );
}

function ProblemCard({ problem, words, on }: WidgetProps) {
  const shown = problem.value;
  return (
    <div class="kk kk-problem-place" role="alert">
      {shown && (
        <div class="kk-surface kk-problem-card">
          <b>{shown.title}</b>
          {shown.hint && <span>{shown.hint}</span>}
          <button type="button" class="kk-button" data-look="line" onClick={on.dismissProblem}>
            {words.close}
          </button>
        </div>
      )}
    </div>
  );
}

import type { ReadonlySignal } from "@preact/signals";
import type { VisitorClient } from "@knockknock/call-engine";
import { CallScreen, type Corner, type CornerMemory, type Words } from "@knockknock/call-ui";
import type { Carrying } from "../carrying.ts";
import type { View } from "../handoff.ts";
import type { Catalogue } from "../words/load.ts";

interface WidgetProps {
  readonly client: VisitorClient;
  readonly view: ReadonlySignal<View>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly carrying: Carrying;
  readonly words: ReadonlySignal<Catalogue | null>;
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

/** Why there is no call although one was asked for: another tab is in it. */
export type Problem = "elsewhere";

/** Everything of the widget but the pill. */
export function Widget(props: WidgetProps) {
  const { client, carrying, on } = props;
  const words = props.words.value?.call;
  if (!words) return null;
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
      <ProblemCard shown={props.problem.value} words={words} onClose={on.dismissProblem} />
      {question && (
        <div lang={words.language} dir={words.direction}>
          <question.shell.ContinuityPrompt
            blocked={question.blocked}
            words={question.words}
            onChoice={question.answer}
          />
        </div>
      )}
      <div class="kk kk-visually-hidden" role="status" lang={words.language}>
        {carrying.announcement.value}
      </div>
    </>
  );
}

interface ProblemProps {
  readonly shown: Problem | null;
  readonly words: Words;
  readonly onClose: () => void;
}

function ProblemCard({ shown, words, onClose }: ProblemProps) {
  return (
    <div class="kk kk-problem-place" role="alert" lang={words.language} dir={words.direction}>
      {shown && (
        <div class="kk-surface kk-problem-card">
          <b>{words.elsewhere}</b>
          <span>{words.elsewhereHint}</span>
          <button type="button" class="kk-button" data-look="line" onClick={onClose}>
            {words.close}
          </button>
        </div>
      )}
    </div>
  );
}

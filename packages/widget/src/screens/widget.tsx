import type { ReadonlySignal } from "@preact/signals";
import type { VisitorClient } from "@knockknock/call-engine";
import { CallScreen, type Corner, type CornerMemory, later, type Words } from "@knockknock/call-ui";
import type { Carrying } from "../carrying.ts";
import type { View } from "../handoff.ts";
import type { Whereabouts } from "../whereabouts.ts";
import type { Catalogue } from "../words/load.ts";

const ElsewhereCard = later((parts) => parts.ElsewhereCard);

interface WidgetProps {
  readonly client: Pick<VisitorClient, "call" | "leaveMessage">;
  readonly view: ReadonlySignal<View>;
  readonly whereabouts: ElsewhereProps["whereabouts"];
  readonly carrying: Pick<Carrying, "question" | "announcement">;
  readonly words: ReadonlySignal<Catalogue | null>;
  readonly corner: CornerMemory;
  readonly initialCorner: Corner;
  readonly siteName: ReadonlySignal<string | undefined>;
  readonly on: {
    /** Null in the call's own window: there is no page to see behind it. */
    readonly minimize: (() => void) | undefined;
    readonly popOut: (() => void) | undefined;
    readonly expand: () => void;
    readonly close: () => void;
    /** True when the visitor started the call on this page. */
    readonly wanted: () => boolean;
    readonly callAgain: () => void;
  };
}

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
          onPopOut={on.popOut}
          onExpand={on.expand}
          onClose={on.close}
          onCallAgain={on.callAgain}
          wanted={on.wanted()}
          onLeaveMessage={async (message) => (await client.leaveMessage(message)).ok}
          corner={props.corner}
          initialCorner={props.initialCorner}
          fallbackName={props.siteName.value}
        />
      )}
      <ElsewherePlace whereabouts={props.whereabouts} words={words} />
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

/** The call is not on this page. The card's code comes when it is needed; its place is there. */
function ElsewherePlace({ whereabouts, words }: ElsewhereProps) {
  const shown = whereabouts.elsewhere.value;
  return (
    <div class="kk kk-problem-place" role="alert" lang={words.language} dir={words.direction}>
      {shown && (
        <ElsewhereCard
          shown={shown}
          words={words}
          onBring={() => void whereabouts.bring()}
          onDismiss={() => whereabouts.dismiss()}
        />
      )}
    </div>
  );
}

interface ElsewhereProps {
  readonly whereabouts: Pick<Whereabouts, "elsewhere" | "bring" | "dismiss">;
  readonly words: Words;
}

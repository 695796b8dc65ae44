import { CallScreen, en as callWords, tabMemory, type CallView } from "@knockknock/call-ui";
import type { CallModel } from "@knockknock/call-engine";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

/**
 * The one place of the call screen. It stays the same element while one moves between the desk
 * and the lists, because a video element that is moved in the document starts anew.
 */
export const CallHost = (props: {
  call: CallModel;
  visitorName: string;
  view: CallView;
  storage: Pick<Storage, "getItem" | "setItem">;
  onMinimize: () => void;
  onExpand: () => void;
  onClose: () => void;
}): JSX.Element => {
  const corner = useMemo(
    () => tabMemory(props.storage, "knockknock.console-corner"),
    [props.storage],
  );
  const ended = props.call.phase.value === "ended";
  return (
    <div class="call-host" data-call-view={props.view} data-call-ended={ended ? "" : undefined}>
      <CallScreen
        model={props.call}
        words={callWords}
        view={props.view}
        onMinimize={props.onMinimize}
        onExpand={props.onExpand}
        onClose={props.onClose}
        corner={corner}
        initialCorner="bottom-right"
        fallbackName={props.visitorName}
      />
    </div>
  );
};

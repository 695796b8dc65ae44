import type { CallModel } from "@knockknock/call-engine";
import { IconButton } from "./button.tsx";
import { later } from "./later.tsx";
import { sharedScreen } from "./stage.tsx";
import { Timer } from "./timer.tsx";
import type { Words } from "./words/words.ts";

const KeepOnTop = later((parts) => parts.KeepOnTop);
const QualityMark = later((parts) => parts.QualityMark);

export type SheetName = "settings" | "chat";

interface TopBarProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly name: string;
  readonly view: "expanded" | "minimized";
  readonly sheet: SheetName | null;
  readonly unread: number;
  readonly onSheet: (sheet: SheetName) => void;
  readonly onPopOut?: (() => void) | undefined;
  readonly onExpand: () => void;
}

/** Who, how long and how well; chat and settings, or *Expand* in the bubble. */
export function TopBar(props: TopBarProps) {
  const { model, words, name, view, sheet, unread } = props;
  const phase = model.phase.value;
  const live = phase === "connected" || phase === "reconnecting" || model.durationMs.value > 0;
  const shared = sharedScreen(model);
  const title =
    shared === "local" ? words.youAreSharing : shared === "remote" ? words.isSharing(name) : name;
  /** Messages that nobody has looked at yet; `kk-unread` tells screen readers how many. */
  const badge = unread > 0 && <span class="kk-badge" data-count={unread > 9 ? "9+" : unread} />;
  const unreadId = badge ? "kk-unread" : undefined;
  return (
    <div class="kk-top">
      {live && (
        <span class="kk-chip kk-live" data-state={phase}>
          {view === "expanded" && (
            <span class="kk-live-name" title={title} dir="auto">
              {title}
            </span>
          )}
          <Timer durationMs={model.durationMs} />
        </span>
      )}
      {live && view === "expanded" && <QualityMark model={model} words={words} name={name} />}
      <span class="kk-grow" />
      {view === "minimized" ? (
        <>
          {live && <KeepOnTop {...props} badge={badge} />}
          <IconButton
            label={words.expand}
            icon="expand"
            describedBy={unreadId}
            onClick={props.onExpand}
          >
            {badge}
          </IconButton>
        </>
      ) : (
        <>
          {(model.sendChat.value || model.chat.value.length > 0) && (
            <IconButton
              label={words.chat}
              icon="chat"
              expanded={sheet === "chat"}
              describedBy={unreadId}
              onClick={() => props.onSheet("chat")}
            >
              {badge}
            </IconButton>
          )}
          {props.onPopOut && (
            <IconButton label={words.popOut} icon="popOut" onClick={props.onPopOut} />
          )}
          <IconButton
            label={words.settings}
            icon="settings"
            expanded={sheet === "settings"}
            onClick={() => props.onSheet("settings")}
          />
        </>
      )}
      <span id="kk-unread" class="kk-visually-hidden" role="status">
        {unread > 0 ? words.unread(unread) : ""}
      </span>
    </div>
  );
}

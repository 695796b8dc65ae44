import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { type Corner, type CornerMemory, useBubble } from "./bubble.ts";
import { ControlBar } from "./control-bar.tsx";
import { EndScreen } from "./end-screen.tsx";
import { useKeptFocus } from "./focus.ts";
import { Icon } from "./icons.tsx";
import { later, loadExtras } from "./later.tsx";
import type { MessageDraft } from "./leave-message.tsx";
import { listenerText } from "./listener.ts";
import { nameOf } from "./names.ts";
import { useRoomForControls } from "./room.ts";
import { sharedScreen, Stage } from "./stage.tsx";
import { statusOf } from "./status.ts";
import { type SheetName, TopBar } from "./top-bar.tsx";
import { Waiting } from "./waiting.tsx";
import type { Words } from "./words/words.ts";

const ChatPanel = later((parts) => parts.ChatPanel);
const DeviceSettings = later((parts) => parts.DeviceSettings);
const ListenerBanner = later((parts) => parts.ListenerBanner);
const Notices = later((parts) => parts.Notices);
const ReadOut = later((parts) => parts.ReadOut);

export type CallView = "expanded" | "minimized";

export interface CallScreenProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly view: CallView;
  /** Absent where there is nothing to be minimized over (a window of the call's own). */
  readonly onMinimize?: (() => void) | undefined;
  /** Moves the call into a window of its own. Absent where it cannot. */
  readonly onPopOut?: (() => void) | undefined;
  readonly onExpand: () => void;
  /** *Close* on the end screen. */
  readonly onClose: () => void;
  /** Absent: no *Call again* (an agent's console). */
  readonly onCallAgain?: (() => void) | undefined;
  /** Keeps a message; resolves to true when the server has it. Absent: nothing can be left. */
  readonly onLeaveMessage?: ((message: MessageDraft) => Promise<boolean>) | undefined;
  /** The person has just asked for it: it takes the focus, once it is there. */
  readonly wanted?: boolean | undefined;
  /** Where the bubble remembers its corner. */
  readonly corner: CornerMemory;
  readonly initialCorner?: Corner;
  /** A name for the other side while it has given none (a site's name). */
  readonly fallbackName?: string | undefined;
}

/**
 * The whole call screen of either side, drawn from the call model. One root element for the whole
 * life of a call: part `panel` when expanded and `bubble` when minimized. The root's size and
 * place are its container's business: it fills a positioned parent when expanded
 * (`.kk-call[data-view=expanded]`), and pins itself to a corner of it when minimized.
 */
export function CallScreen(props: CallScreenProps) {
  const { model, words, view } = props;
  const root = useRef<HTMLElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const [writing, setWriting] = useState(false);
  const [dismissed, setDismissed] = useState("");
  const reading = sheet === "chat" && view === "expanded";
  const unread = model.unread.value;
  const moveFocus = useRef(props.wanted);

  const phase = model.phase.value;
  const name = nameOf(model.remote.value, model.self, words, props.fallbackName);
  const ended = phase === "ended";
  const waiting = phase === "requesting" || phase === "queued" || phase === "ringing";
  const minimized = view === "minimized" && !ended;
  const banner = listenerText(model, words, name);
  // Not while it connects: the first frames come then, and a filter would hold them up.
  const veiled =
    !waiting && !ended && phase !== "connecting" && statusOf(model, words, name) !== null;
  const popOut = canMove(model) ? props.onPopOut : undefined;
  /** An agent's call: it is answered first, then there is something to control. */
  const rings = model.accept.value !== null;
  const mayMinimize = props.onMinimize !== undefined && !rings;

  const expand = useCallback(() => {
    moveFocus.current = true;
    props.onExpand();
  }, [props.onExpand]);
  const minimize = useCallback(() => {
    moveFocus.current = true;
    setSheet(null);
    props.onMinimize?.();
  }, [props.onMinimize]);

  useBubble(root, minimized, props.corner, props.initialCorner ?? "bottom-right", expand);
  useKeptFocus(root);
  useRoomForControls(root, controls, !ended);
  useEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    root.current?.focus({ preventScroll: true });
  }, [view]);
  useEffect(() => {
    if (reading) model.markRead();
  }, [reading, unread]);
  useEffect(() => {
    if (ended) setSheet(null);
  }, [ended]);
  useEffect(() => {
    // The page of a call whose server went away keeps working: then nothing may be missing.
    if (phase === "connected") loadExtras().catch(() => undefined);
    if (!waiting && !ended) setWriting(false);
  }, [phase]);

  const closeSheet = (): void => {
    setSheet(null);
    root.current?.querySelector<HTMLElement>(".kk-round[aria-expanded=true]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || minimized) return;
    event.stopPropagation();
    if (sheet) closeSheet();
    else if (ended) {
      if (!writing) props.onClose();
    } else if (mayMinimize) minimize();
  };

  return (
    <section
      ref={root}
      class="kk kk-call"
      part={minimized ? "bubble" : "panel"}
      data-view={minimized ? "minimized" : "expanded"}
      data-self={model.self}
      data-layout={layoutOf(ended, waiting, sharedScreen(model) !== null)}
      data-veil={veiled ? "" : undefined}
      data-sheet={sheet ?? undefined}
      lang={words.language}
      dir={words.direction}
      role="group"
      aria-label={words.callWith(name)}
      tabIndex={minimized ? 0 : -1}
      onKeyDown={onKeyDown}
    >
      <Stage model={model} words={words} name={name} />
      <Waiting
        model={model}
        words={words}
        name={name}
        onLeaveMessage={props.onLeaveMessage}
        writing={writing}
        onWriting={setWriting}
        onClose={props.onClose}
      />
      {!ended && (
        <TopBar
          model={model}
          words={words}
          name={name}
          view={minimized ? "minimized" : "expanded"}
          sheet={sheet}
          unread={reading ? 0 : unread}
          onSheet={(next) => setSheet(sheet === next ? null : next)}
          onPopOut={popOut}
          onExpand={expand}
        />
      )}
      <div class="kk-notices" role="status">
        {model.notices.value.length > 0 && <Notices model={model} words={words} />}
      </div>
      <div class="kk-visually-hidden" role="status">
        {(phase === "connected" || phase === "reconnecting") && (
          <ReadOut model={model} words={words} name={name} />
        )}
      </div>
      {!ended && (
        <div class="kk-bottom" ref={controls}>
          <div
            class="kk-banner"
            part={model.local.value.mode === "listener" ? "listener-banner" : "permission-banner"}
            role="status"
          >
            {!minimized && banner !== null && (
              <ListenerBanner
                text={banner}
                model={model}
                words={words}
                dismissed={dismissed}
                onDismiss={setDismissed}
                onType={() => setSheet("chat")}
                onPopOut={popOut}
              />
            )}
          </div>
          <Prompts model={model} words={words} />
          {!rings && (
            <ControlBar
              model={model}
              words={words}
              view={minimized ? "minimized" : "expanded"}
              onMinimize={mayMinimize ? minimize : undefined}
            />
          )}
        </div>
      )}
      {!minimized && sheet === "settings" && (
        <DeviceSettings model={model} words={words} onClose={closeSheet} />
      )}
      {!minimized && sheet === "chat" && (
        <ChatPanel model={model} words={words} name={name} onClose={closeSheet} />
      )}
      {ended && !writing && (
        <EndScreen
          name={name}
          model={model}
          words={words}
          onClose={props.onClose}
          onCallAgain={props.onCallAgain}
          onWrite={props.onLeaveMessage && (() => setWriting(true))}
        />
      )}
    </section>
  );
}

/** A running share belongs to this page; before the knock is answered there is nothing to move. */
const canMove = (model: CallModel): boolean =>
  model.callId.value !== null && model.local.value.screen === "off" && !model.accept.value;

function layoutOf(ended: boolean, waiting: boolean, sharing: boolean): string {
  if (ended) return "ended";
  if (waiting) return "waiting";
  return sharing ? "screen" : "face";
}

/** What one click mends: sound that the browser held back, a share that a page load ended. */
function Prompts({ model, words }: { model: CallModel; words: Words }) {
  const hear = model.resumeAudio.value;
  const share = model.resumeSharing.value;
  return (
    <>
      {hear && (
        <button type="button" class="kk-button kk-prompt" onClick={() => hear()}>
          <Icon name="sound" />
          {words.tapToHear}
        </button>
      )}
      {share && (
        <button type="button" class="kk-button kk-prompt" onClick={() => share()}>
          <Icon name="share" />
          {words.resumeSharing}
        </button>
      )}
    </>
  );
}

import { type ComponentChildren, render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { IconButton } from "./button.tsx";
import { ControlBar } from "./control-bar.tsx";
import { onTopIcon } from "./later-icons.ts";
import { Notices } from "./notices.tsx";
import { RemoteTile } from "./stage.tsx";
import { statusOf } from "./status.ts";
import { callStyles } from "./styles.ts";
import later from "./styles/later.css?inline";
import { Timer } from "./timer.tsx";
import { Waiting } from "./waiting.tsx";
import type { Words } from "./words/words.ts";

/** Half as large again as the bubble, in CSS pixels; the person may resize it. */
const SIZE = { width: 252, height: 336 };

type AnyWindow = Window & typeof globalThis;

/** Not in TypeScript's DOM library yet (Document Picture-in-Picture). */
interface PictureInPicture {
  requestWindow(size: typeof SIZE): Promise<AnyWindow>;
}

/** Null where the browser cannot, in a frame, and on a phone, which shows one window at a time. */
function pictureInPicture(): PictureInPicture | null {
  const able = window === window.top && matchMedia("(hover: hover)").matches;
  const offered: unknown = able ? Reflect.get(window, "documentPictureInPicture") : null;
  return (offered as PictureInPicture | null | undefined) ?? null;
}

interface KeepOnTopProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly name: string;
  /** The mark of unread messages, on *Expand*. */
  readonly badge: ComponentChildren;
  readonly onExpand: () => void;
}

/**
 * Moves the bubble into a small window that stays above all others. The page's own bubble is out
 * of sight meanwhile, and back when that window closes: by its own button, by *Expand*, or with
 * the call. A window of the browser's, not one of ours (`pop-out.ts`): it ends with the page.
 */
export function KeepOnTop(props: KeepOnTopProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState<AnyWindow | null>(null);
  const [offered, setOffered] = useState(pictureInPicture);

  useEffect(() => {
    const bubble = anchor.current?.closest<HTMLElement>(".kk-call");
    if (!opened || !bubble) return undefined;
    furnish(opened, bubble);
    const back = (): void => setOpened(null);
    opened.addEventListener("pagehide", back);
    bubble.dataset["away"] = "";
    return () => {
      opened.removeEventListener("pagehide", back);
      delete bubble.dataset["away"];
      render(null, opened.document.body);
      opened.close();
    };
  }, [opened]);

  // Drawn whenever the page's own bubble is: it may be told of another name or language.
  useEffect(() => {
    if (opened) render(<OnTop {...props} />, opened.document.body);
  });

  if (!offered) return null;
  const open = (): void => {
    offered.requestWindow(SIZE).then(setOpened, () => {
      // A policy of the browser's forbids it: no dead button.
      setOffered(null);
    });
  };
  return (
    <span class="kk-keep" ref={anchor}>
      <IconButton label={props.words.keepOnTop} icon={onTopIcon} onClick={open} />
    </span>
  );
}

/** A document of its own knows none of the page's styles, nor the owner's colour. */
function furnish({ document, CSSStyleSheet }: AnyWindow, bubble: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(callStyles + later);
  document.adoptedStyleSheets = [sheet];
  const { style, lang } = document.documentElement;
  const chosen = getComputedStyle(bubble);
  for (const name of ["--kk-accent", "--kk-on-accent"]) {
    style.setProperty(name, chosen.getPropertyValue(name));
  }
  document.documentElement.lang = bubble.lang || lang;
}

/** The bubble's insides, as large as their window. */
function OnTop({ model, words, name, badge, onExpand }: KeepOnTopProps) {
  const expand = (): void => {
    window.focus();
    onExpand();
  };
  const label = words.callWith(name);
  return (
    <section
      class="kk kk-call"
      data-view="minimized"
      data-layout="face"
      data-on-top=""
      data-veil={statusOf(model, words, name) ? "" : undefined}
      lang={words.language}
      dir={words.direction}
      role="group"
      aria-label={label}
    >
      <div class="kk-stage">
        <RemoteTile model={model} words={words} name={name} />
      </div>
      <Waiting
        model={model}
        words={words}
        name={name}
        writing={false}
        onWriting={nothing}
        onClose={nothing}
      />
      <div class="kk-top">
        <span class="kk-chip kk-live" data-state={model.phase.value}>
          <Timer durationMs={model.durationMs} />
        </span>
        <span class="kk-grow" />
        <IconButton label={words.expand} icon="expand" onClick={expand}>
          {badge}
        </IconButton>
      </div>
      <div class="kk-notices" role="status">
        <Notices model={model} words={words} />
      </div>
      <div class="kk-bottom">
        <ControlBar model={model} words={words} view="minimized" />
      </div>
    </section>
  );
}

/** Nobody writes a message, and nothing ends, in a window that goes with the call. */
const nothing = (): void => undefined;

import { useEffect, useRef } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";

/**
 * The browser's own buttons for capture: `<usermedia>` (Chromium 151; Media Capture Extensions),
 * `<camera>` and `<microphone>` for one alone (Chromium 152). Only they can ask again in the page
 * after a refusal, and send people to the operating system's settings.
 */
interface CaptureElement extends HTMLElement {
  /** `<usermedia>`, after its event `stream`. */
  readonly stream?: MediaStream | null;
  /** The other two, after their event `track`. */
  readonly track?: MediaStreamTrack | null;
  setConstraints(constraints: MediaStreamConstraints): void;
}

/** The element that asks for just this; null where the browser has none. */
export function nativeTag(missing: MediaStreamConstraints | null): string | null {
  if (missing === null) return null;
  const [tag, type] = !missing.audio
    ? ["camera", "HTMLCameraElement"]
    : missing.video
      ? ["usermedia", "HTMLUserMediaElement"]
      : ["microphone", "HTMLMicrophoneElement"];
  return type in globalThis ? tag : null;
}

interface NativeAskProps {
  readonly tag: string;
  readonly model: CallModel;
  readonly language: string;
  /** The visitor closed its question, or it failed. */
  readonly onFailed: () => void;
}

/** The browser draws and words it; its size and colours are ours within limits. */
export function NativeAsk({ tag, model, language, onFailed }: NativeAskProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const missing = model.missingMedia.peek();
    if (!place.current || missing === null) return undefined;
    const element = document.createElement(tag) as CaptureElement;
    element.className = "kk-native-ask";
    element.lang = language;
    element.setConstraints(missing);
    const take = (): void => {
      const stream = element.stream ?? (element.track && new MediaStream([element.track]));
      if (stream) model.useMedia.peek()?.(stream);
    };
    element.addEventListener("stream", take);
    element.addEventListener("track", take);
    element.addEventListener("cancel", onFailed);
    element.addEventListener("error", onFailed);
    place.current.append(element);
    return () => element.remove();
  }, [tag, language]);
  return <div ref={place} />;
}

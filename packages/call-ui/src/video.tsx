import { useEffect, useRef } from "preact/hooks";

interface VideoProps {
  readonly part: string;
  readonly stream: MediaStream | null;
  readonly hidden: boolean;
  readonly label: string;
  readonly mirrored?: boolean;
  /** Shows the first frame and stands still. */
  readonly frozen?: boolean;
}

/**
 * A silent picture of a stream (sound is the engine's). The element lives as long as the screen:
 * layouts move it with CSS only, because a moved `<video>` loses frames.
 */
export function Video({ part, stream, hidden, label, mirrored, frozen }: VideoProps) {
  const element = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (stream) play(video);
    return stream && frozen ? freezeAtNextFrame(video) : undefined;
  }, [stream, frozen]);

  return (
    <video
      ref={element}
      class="kk-video"
      part={part}
      aria-label={label}
      hidden={hidden}
      data-mirrored={mirrored === true ? "" : undefined}
      autoplay
      muted
      playsInline
      disablePictureInPicture
    />
  );
}

/** A frame must have been drawn before the pause, or the still is empty. Returns what calls it off. */
function freezeAtNextFrame(video: HTMLVideoElement): () => void {
  const freeze = (): void => video.pause();
  if (!("requestVideoFrameCallback" in video)) {
    const element: HTMLMediaElement = video;
    element.addEventListener("timeupdate", freeze, { once: true });
    return () => element.removeEventListener("timeupdate", freeze);
  }
  const request = video.requestVideoFrameCallback(freeze);
  return () => video.cancelVideoFrameCallback(request);
}

/** Also after the element was taken out of the document and put back, which pauses it. */
export function play(video: HTMLVideoElement): void {
  // Rejects when a newer stream interrupts it, or when a phone saves power: then the picture
  // starts with the next touch, and nothing else depends on it.
  video.play().catch(() => undefined);
}

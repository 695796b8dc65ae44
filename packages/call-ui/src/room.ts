import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * Tells the style sheet how much room the controls take (`--kk-bottom` on the screen's root): a
 * banner, a button that mends something or a second row moves the pictures up, never under it.
 */
export function useRoomForControls(
  root: RefObject<HTMLElement | null>,
  controls: RefObject<HTMLElement | null>,
  shown: boolean,
): void {
  useEffect(() => {
    const element = controls.current;
    if (!element || !shown) return undefined;
    const observer = new ResizeObserver(() => {
      root.current?.style.setProperty("--kk-bottom", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [shown]);
}

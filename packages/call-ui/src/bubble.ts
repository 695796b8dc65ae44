import { useEffect } from "preact/hooks";
import type { RefObject } from "preact";

const CORNERS = ["bottom-right", "bottom-left", "top-right", "top-left"] as const;
export type Corner = (typeof CORNERS)[number];

export interface CornerMemory {
  get(): Corner | null;
  set(corner: Corner): void;
}

/** Moves shorter than this many CSS pixels are clicks; fingers shake by about this much. */
const SLOP = 6;

/** Remembers the corner for this tab; forgets where storage is refused. */
export function tabMemory(
  storage: Pick<Storage, "getItem" | "setItem">,
  key: string,
): CornerMemory {
  return {
    get: () => CORNERS.find((corner) => corner === storage.getItem(key)) ?? null,
    set: (corner) => storage.setItem(key, corner),
  };
}

export function nearestCorner(x: number, y: number, width: number, height: number): Corner {
  const vertical = y < height / 2 ? "top" : "bottom";
  return x < width / 2 ? `${vertical}-left` : `${vertical}-right`;
}

/** The corner that an arrow key leads to from another one; physical, as the keys are. */
export function cornerByKey(corner: Corner, key: string): Corner {
  const [vertical, horizontal] = corner.split("-") as ["top" | "bottom", "left" | "right"];
  switch (key) {
    case "ArrowUp":
      return `top-${horizontal}`;
    case "ArrowDown":
      return `bottom-${horizontal}`;
    case "ArrowLeft":
      return `${vertical}-left`;
    case "ArrowRight":
      return `${vertical}-right`;
    default:
      return corner;
  }
}

const onButton = (event: Event): boolean =>
  event.composedPath().some((node) => node instanceof HTMLButtonElement);

/**
 * Makes the minimized screen a bubble: dragged by pointer, moved by arrow keys, it snaps to a
 * corner (attribute `data-corner`) and remembers it; a click, tap or Enter expands it.
 */
export function useBubble(
  root: RefObject<HTMLElement | null>,
  active: boolean,
  memory: CornerMemory,
  initial: Corner,
  expand: () => void,
): void {
  useEffect(() => {
    const element = root.current;
    if (!element || !active) return undefined;
    let corner = memory.get() ?? initial;
    const settle = (next: Corner): void => {
      corner = next;
      element.dataset["corner"] = next;
      memory.set(next);
    };
    element.dataset["corner"] = corner;

    let start: { x: number; y: number; pointer: number } | null = null;
    let moved = false;
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || !event.isPrimary) return;
      start = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
      moved = false;
      // A fast pointer is outside the bubble, or inside a frame, with its first move. A button
      // must keep its own click, so a press on one is taken over only when it turns into a drag.
      if (!onButton(event)) element.setPointerCapture(event.pointerId);
    };
    // The browser would otherwise start to drag what lies under the bubble: a link, a picture.
    const onMouseDown = (event: MouseEvent): void => {
      if (!onButton(event)) event.preventDefault();
    };
    const onMove = (event: PointerEvent): void => {
      if (!start || event.pointerId !== start.pointer) return;
      if (event.buttons === 0) {
        // Let go where nobody told us.
        start = null;
        return;
      }
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!moved && Math.hypot(dx, dy) < SLOP) return;
      if (!moved) {
        moved = true;
        element.setPointerCapture(event.pointerId);
        element.dataset["dragging"] = "";
      }
      element.style.translate = `${dx}px ${dy}px`;
    };
    const onEnd = (event: PointerEvent): void => {
      if (!start || event.pointerId !== start.pointer) return;
      start = null;
      if (!moved) return;
      const box = element.getBoundingClientRect();
      delete element.dataset["dragging"];
      element.style.removeProperty("translate");
      if (event.type === "pointerup") {
        settle(
          nearestCorner(
            box.left + box.width / 2,
            box.top + box.height / 2,
            window.innerWidth,
            window.innerHeight,
          ),
        );
      }
    };
    const onClick = (event: MouseEvent): void => {
      if (moved && event.detail > 0) {
        // The click that ends a drag must neither expand nor press a button. A finger's drag ends
        // without one; then the next may come from the keyboard, which counts no clicks.
        moved = false;
        event.stopPropagation();
        event.preventDefault();
        return;
      }
      if (!onButton(event)) expand();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Enter" && event.target === element) expand();
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      settle(cornerByKey(corner, event.key));
    };

    element.addEventListener("pointerdown", onDown);
    element.addEventListener("mousedown", onMouseDown);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerup", onEnd);
    element.addEventListener("pointercancel", onEnd);
    element.addEventListener("click", onClick, true);
    element.addEventListener("keydown", onKey);
    return () => {
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("mousedown", onMouseDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onEnd);
      element.removeEventListener("pointercancel", onEnd);
      element.removeEventListener("click", onClick, true);
      element.removeEventListener("keydown", onKey);
      element.style.removeProperty("translate");
      delete element.dataset["dragging"];
      delete element.dataset["corner"];
    };
  }, [active, expand, initial]);
}

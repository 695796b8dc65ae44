import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** The focused element as seen from inside a shadow root, where `document` sees the host only. */
export function activeIn(node: Node): Element | null {
  const root = node.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}

/**
 * A control may go away under the keyboard: *Cancel* when somebody answers, *Send* when it is sent.
 * Then the call screen takes the focus, and the next Tab goes on from there, not from the page's top.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let last: Element | null = null;
    const onFocus = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
    };
    const onBlur = (): void => {
      // Left on purpose: what is taken away is not connected any more when this runs.
      queueMicrotask(() => {
        if (last?.isConnected && activeIn(element) !== last) last = null;
      });
    };
    const observer = new MutationObserver(() => {
      const { activeElement, body } = element.ownerDocument;
      const nowhere = activeElement === null || activeElement === body;
      if (!last || last.isConnected || !nowhere) return;
      last = null;
      element.focus({ preventScroll: true });
    });
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onBlur);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onBlur);
    };
  }, []);
}

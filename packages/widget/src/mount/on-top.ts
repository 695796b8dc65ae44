import type { Scope } from "@knockknock/call-engine";

/** As long as a popover that opened in secret may cover the call. */
const LOOK_MS = 1_000;

/**
 * Keeps the host the last of the browser's top layer: a popover or a fullscreen element that the
 * page opens later would cover the call. A modal dialog of the page stays above, as it must: all
 * else is inert under it.
 */
export function keepOnTop(host: HTMLElement, scope: Scope): void {
  if (!host.popover) return;
  const raise = (): void => {
    if (!host.isConnected) return;
    host.hidePopover();
    host.showPopover();
  };
  // It does not bubble. `details` and dialogs tell it too, but are no popovers.
  const onToggle = ({ target, newState }: ToggleEvent): void => {
    if (newState !== "open" || target === host) return;
    if (target instanceof HTMLElement && target.popover) raise();
  };
  const onFullscreen = (): void => {
    if (document.fullscreenElement) raise();
  };
  // A popover inside a shadow root opens without a word: its `toggle` stays in there.
  const looking = setInterval(() => {
    if (isCovered(host)) raise();
  }, LOOK_MS);
  scope.add(() => clearInterval(looking));
  scope.listen(document, "toggle", onToggle, { capture: true });
  scope.listen(document, "fullscreenchange", onFullscreen);
}

/** Not by a modal dialog: under one the call is inert, and not found at all. */
function isCovered(host: HTMLElement): boolean {
  const box = host.shadowRoot?.querySelector(".kk-call")?.getBoundingClientRect();
  if (!box) return false;
  const there = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return there.indexOf(host) > 0;
}

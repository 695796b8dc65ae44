import type { Scope } from "@knockknock/call-engine";

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
  scope.listen(document, "toggle", onToggle, { capture: true });
  scope.listen(document, "fullscreenchange", onFullscreen);
}

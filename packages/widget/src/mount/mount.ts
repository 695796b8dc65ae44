import { type ComponentChild, render } from "preact";
import { callStyles } from "@knockknock/call-ui";
import type { Scope } from "@knockknock/call-engine";
import type { Handoff } from "../handoff.ts";
import { keepOnTop } from "./on-top.ts";
import widgetStyles from "./widget.css?inline";

/** Draws into the loader's shadow root, beside the pill, for as long as the scope lives. */
export function mount(
  handoff: Pick<Handoff, "host" | "root" | "position">,
  content: ComponentChild,
  scope: Scope,
): HTMLElement {
  const { root } = handoff;
  // A constructed sheet is no inline style, so no Content-Security-Policy forbids it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(callStyles + widgetStyles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const place = document.createElement("div");
  place.className = "place";
  place.dataset["position"] = handoff.position;
  root.append(place);
  render(content, place);
  followVisibleHeight(place, scope);
  keepOnTop(handoff.host, scope);
  scope.add(() => {
    render(null, place);
    place.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  });
  return place;
}

/**
 * An on-screen keyboard covers the page without resizing it; the chat box and a bubble at the bottom
 * must stay above.
 */
function followVisibleHeight(place: HTMLElement, scope: Scope): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = (): void => {
    const { height, offsetTop, scale } = viewport;
    // Zoomed in, the visible part is not what the keyboard leaves.
    const zoomed = scale > 1.01;
    const set = (name: string, pixels: number): void =>
      place.style.setProperty(name, zoomed ? "" : `${pixels}px`);
    set("--kk-visible-height", height);
    set("--kk-keyboard", Math.max(0, innerHeight - height - offsetTop));
  };
  scope.listen(viewport, "resize", follow);
  scope.listen(viewport, "scroll", follow);
}

import styles from "./styles/later.css?inline";

const settled = new WeakSet<Node>();

/** What the late parts need where the call screen is: a document, or a shadow root of a page. */
export function settleIn(root: Node): void {
  if (settled.has(root) || !(root instanceof Document || root instanceof ShadowRoot)) return;
  settled.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  if (root instanceof Document) return;
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepKey);
}

/**
 * Outside the shadow root a key that is typed into a field seems pressed on the element itself, and
 * pages with one-key shortcuts act on it. A combination is meant for the page or the browser.
 */
function keepKey(event: Event): void {
  const { altKey, ctrlKey, metaKey, target } = event as KeyboardEvent;
  if (altKey || ctrlKey || metaKey || !(target instanceof Element)) return;
  if (target.matches("input, textarea, select")) event.stopPropagation();
}

/**
 * What is true of every good layout, whatever the font and the machine: nothing is wider than the
 * window, no text is cut, no control lies under another, each can be hit with a thumb. Runs in the
 * page; returns what is wrong, in words.
 */
export function layoutFaults({ target }: { readonly target: number }): string[] {
  const faults = new Set<string>();
  const CONTROLS = "button, a[href], input, select, textarea, [tabindex='0']";
  /** Sub-pixel layout may round by this much, in CSS pixels. */
  const SLACK = 1;

  const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => {
    const inner = [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot ? roots(element.shadowRoot) : [],
    );
    return [root, ...inner];
  };
  const parentOf = (element: Element): Element | null => {
    if (element.parentElement) return element.parentElement;
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  };
  const everything = roots(document).flatMap((root) => [...root.querySelectorAll("*")]);
  const named = (element: Element): string => {
    const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
    const text = label.replace(/\s+/g, " ").trim().slice(0, 40);
    return `<${`${element.localName} ${element.getAttribute("class") ?? ""}`.trim()}> “${text}”`;
  };
  const shown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
    !element.closest(".kk-visually-hidden, .visually-hidden");

  const page = document.scrollingElement;
  if (page && page.scrollWidth > innerWidth + SLACK) {
    faults.add(`the page is ${page.scrollWidth} px wide in a window of ${innerWidth} px`);
  }

  /** The part of a box that its clipping ancestors let through; null where one of them scrolls. */
  const cutBy = (element: Element, box: DOMRect): Element | null => {
    let scrolls = { x: false, y: false };
    for (let up: Element | null = element; up; up = parentOf(up)) {
      const style = getComputedStyle(up);
      const edge = up.getBoundingClientRect();
      const x = {
        hidden: /hidden|clip/.test(style.overflowX),
        auto: /auto|scroll/.test(style.overflowX),
      };
      const y = {
        hidden: /hidden|clip/.test(style.overflowY),
        auto: /auto|scroll/.test(style.overflowY),
      };
      if (
        x.hidden &&
        !scrolls.x &&
        (box.left < edge.left - SLACK || box.right > edge.right + SLACK)
      )
        return up;
      if (
        y.hidden &&
        !scrolls.y &&
        (box.top < edge.top - SLACK || box.bottom > edge.bottom + SLACK)
      )
        return up;
      scrolls = { x: scrolls.x || x.auto, y: scrolls.y || y.auto };
      if (style.position === "fixed") return null;
    }
    return null;
  };
  const scrollerOf = (element: Element): Element | null => {
    for (let up: Element | null = element; up; up = parentOf(up)) {
      if (/auto|scroll/.test(getComputedStyle(up).overflowY)) return up;
      if (getComputedStyle(up).position === "fixed") return null;
    }
    return document.scrollingElement;
  };

  for (const element of everything) {
    if (!shown(element)) continue;
    const style = getComputedStyle(element);
    // A name that somebody chose may be too long for any place: then it ends in an ellipsis.
    const ellipsis = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    if (
      !ellipsis &&
      /hidden|clip/.test(style.overflowX) &&
      element.scrollWidth > element.clientWidth + SLACK &&
      element.textContent.trim() !== "" &&
      element.clientWidth > 0
    ) {
      faults.add(
        `${named(element)} is cut: ${element.scrollWidth} px in ${element.clientWidth} px`,
      );
    }
    if (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK) {
      faults.add(`${named(element)} scrolls sideways`);
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || (node.textContent ?? "").trim() === "") continue;
      if (
        ellipsis ||
        (parentOf(element) &&
          getComputedStyle(parentOf(element) ?? element).textOverflow === "ellipsis")
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const by = cutBy(element, box);
        if (by) faults.add(`the text of ${named(element)} is cut by ${named(by)}`);
        const outside = box.left < -SLACK || box.right > innerWidth + SLACK;
        if (outside) faults.add(`the text of ${named(element)} leaves the window`);
      }
    }
  }

  const hitAt = (x: number, y: number): Element | null => {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };
  /** A label passes its clicks on. */
  const owns = (control: Element, hit: Element | null): boolean =>
    hit !== null &&
    (control.contains(hit) ||
      (control instanceof HTMLInputElement &&
        [...(control.labels ?? [])].some((label) => label.contains(hit))));

  const modal = everything.find((element) => element.matches("dialog:modal"));
  for (const control of everything) {
    if (!control.matches(CONTROLS) || !shown(control)) continue;
    // What lies behind a question that must be answered first is out of use, and may be covered.
    if (modal && !modal.contains(control)) continue;
    // A region that scrolls takes the keyboard, but is no target.
    if (control.matches("[tabindex='0']:not(button, a, input, select, textarea)")) continue;
    const scroller = scrollerOf(control);
    control.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const label =
      control instanceof HTMLInputElement && control.type === "checkbox"
        ? control.closest("label")
        : null;
    const box = (label ?? control).getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (
      box.left < -SLACK ||
      box.right > innerWidth + SLACK ||
      box.top < -SLACK ||
      box.bottom > innerHeight + SLACK
    ) {
      if (scroller === null || scroller.clientHeight >= box.height)
        faults.add(`${named(control)} leaves the window`);
      continue;
    }
    const disabled = control.matches(":disabled");
    const inline = control.localName === "a" && getComputedStyle(control).display === "inline";
    if (!disabled && !inline && !owns(control, hitAt(x, y))) {
      faults.add(`${named(control)} lies under ${named(hitAt(x, y) ?? document.documentElement)}`);
      continue;
    }
    // WCAG 2.2, 2.5.8 excepts links within sentences.
    if (inline || disabled) continue;
    const reach = target / 2 - SLACK;
    const ends = [
      [-reach, 0],
      [reach, 0],
      [0, -reach],
      [0, reach],
    ] as const;
    const short = ends.filter(([dx, dy]) => {
      const [px, py] = [x + dx, y + dy];
      if (px < 0 || py < 0 || px >= innerWidth || py >= innerHeight) return false;
      return !owns(control, hitAt(px, py));
    });
    if (short.length > 0) {
      faults.add(
        `${named(control)} is smaller than ${target} px to the touch (${Math.round(box.width)} × ${Math.round(box.height)})`,
      );
    }
  }
  // Beside a shared screen both people are small; in a bubble only one is there.
  const [remote, own] = [".kk-remote", ".kk-local"].map((face) =>
    everything
      .find((element) => element.matches(`[data-layout="screen"] ${face}`) && shown(element))
      ?.getBoundingClientRect(),
  );
  if (remote && own && remote.left < own.right && own.left < remote.right) {
    if (remote.top < own.bottom && own.top < remote.bottom) {
      faults.add("the two people beside the shared screen cover each other");
    }
  }
  return [...faults];
}

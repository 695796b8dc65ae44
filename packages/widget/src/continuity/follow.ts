/** Makes the top document look like the page it carries: title, icon, language, theme colour. */

const ICON = 'link[rel~="icon" i], link[rel="apple-touch-icon" i]';
const THEME = 'meta[name="theme-color" i]';
const MARK = "data-knock-knock";

export class Follower {
  readonly #top: Document;
  #restore: (() => void) | null = null;
  #stop: (() => void) | null = null;

  constructor(top: Document) {
    this.#top = top;
  }

  /** Follows `page` until the next call. `onTitle` runs whenever the title changes. */
  follow(page: Document, onTitle: () => void): void {
    this.#stop?.();
    this.#restore ??= this.#remember();
    let title: string | null = null;
    const sync = (): void => {
      this.#copy(page);
      if (page.title === title) return;
      const first = title === null;
      title = page.title;
      if (!first) onTitle();
    };
    const changes = new MutationObserver(sync);
    changes.observe(page.documentElement, { attributeFilter: ["lang", "dir"] });
    if (page.head)
      changes.observe(page.head, {
        attributeFilter: ["href", "rel", "content", "media"],
        characterData: true,
        childList: true,
        subtree: true,
      });
    this.#stop = () => changes.disconnect();
    sync();
  }

  /** Back to what the real page says about itself. */
  release(): void {
    this.#stop?.();
    this.#stop = null;
    this.#restore?.();
    this.#restore = null;
  }

  #copy(page: Document): void {
    const { documentElement, head } = this.#top;
    if (this.#top.title !== page.title) this.#top.title = page.title;
    for (const name of ["lang", "dir"])
      setOrRemove(documentElement, name, page.documentElement.getAttribute(name));
    for (const old of head.querySelectorAll(`[${MARK}]`)) old.remove();

    const icons = [...page.querySelectorAll<HTMLLinkElement>(ICON)];
    for (const icon of icons) {
      const copy = this.#top.createElement("link");
      copy.rel = icon.rel;
      copy.href = icon.href;
      if (icon.type) copy.type = icon.type;
      const sizes = icon.getAttribute("sizes");
      if (sizes) copy.setAttribute("sizes", sizes);
      copy.setAttribute(MARK, "");
      head.append(copy);
    }
    if (icons.length === 0) {
      // Without a link the browser takes this one, but only when a page is loaded.
      const copy = this.#top.createElement("link");
      copy.rel = "icon";
      copy.href = "/favicon.ico";
      copy.setAttribute(MARK, "");
      head.append(copy);
    }
    for (const theme of page.querySelectorAll<HTMLMetaElement>(THEME)) {
      const copy = this.#top.createElement("meta");
      copy.name = "theme-color";
      copy.content = theme.content;
      if (theme.media) copy.media = theme.media;
      copy.setAttribute(MARK, "");
      head.append(copy);
    }
  }

  #remember(): () => void {
    const { documentElement, head } = this.#top;
    const { title } = this.#top;
    const attributes = ["lang", "dir"].map(
      (name) => [name, documentElement.getAttribute(name)] as const,
    );
    // Renamed, not moved: taking a `link` out and putting it back would fetch it again.
    const renamed = [
      ...[...head.querySelectorAll(ICON)].map((element) => hide(element, "rel")),
      ...[...head.querySelectorAll(THEME)].map((element) => hide(element, "name")),
    ];
    return () => {
      for (const copy of head.querySelectorAll(`[${MARK}]`)) copy.remove();
      for (const undo of renamed) undo();
      for (const [name, value] of attributes) setOrRemove(documentElement, name, value);
      this.#top.title = title;
    };
  }
}

function hide(element: Element, attribute: string): () => void {
  const value = element.getAttribute(attribute) ?? "";
  element.setAttribute(attribute, `knock-knock-${attribute}`);
  return () => element.setAttribute(attribute, value);
}

function setOrRemove(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

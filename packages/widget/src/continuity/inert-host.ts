/** Puts the page that was loaded for real to sleep under a carried one, and wakes it unchanged. */

export class InertHost {
  readonly #document: Document;
  readonly #host: HTMLElement;
  #wake: (() => void) | null = null;

  constructor(document: Document, host: HTMLElement) {
    this.#document = document;
    this.#host = host;
  }

  get asleep(): boolean {
    return this.#wake !== null;
  }

  /** Nothing is moved: a video or an iframe that is put elsewhere in the document loads again. */
  sleep(): void {
    if (this.#wake) return;
    const view = this.#document.defaultView;
    const scroll = { x: view?.scrollX ?? 0, y: view?.scrollY ?? 0 };
    const playing = [...this.#document.querySelectorAll<HTMLMediaElement>("video, audio")].filter(
      (media) => !media.paused && !this.#host.contains(media),
    );
    for (const media of playing) media.pause();

    const undo: (() => void)[] = [];
    // The page's scripts go on: the next track of a list would sound over the carried page. A muted
    // video disturbs nobody, and some pages start theirs again whenever it is paused.
    const onPlay = ({ target }: Event): void => {
      if (target instanceof HTMLMediaElement && !target.muted) target.pause();
    };
    this.#document.addEventListener("play", onPlay, true);
    undo.push(() => this.#document.removeEventListener("play", onPlay, true));

    const hide = (body: HTMLElement): void => {
      const { inert } = body;
      const display = body.style.getPropertyValue("display");
      const priority = body.style.getPropertyPriority("display");
      body.inert = true;
      // Not `visibility`: a child can undo that, and a modal dialog would stay on top.
      body.style.setProperty("display", "none", "important");
      undo.push(() => {
        body.inert = inert;
        body.style.setProperty("display", display, priority);
        if (body.getAttribute("style") === "") body.removeAttribute("style");
      });
    };
    let body = this.#document.body;
    hide(body);
    // Hidden, they would still lock the rest of the document, and the carried page with it.
    const modals = [...this.#document.querySelectorAll<HTMLDialogElement>("dialog:modal")];
    for (const dialog of modals) undo.push(closeUnheard(dialog));
    // A router of the sleeping page may still swap its body.
    const swaps = new MutationObserver(() => {
      if (!this.#document.body || this.#document.body === body) return;
      body = this.#document.body;
      hide(body);
    });
    swaps.observe(this.#document.documentElement, { childList: true });

    this.#wake = () => {
      swaps.disconnect();
      for (const step of undo) step();
      view?.scrollTo({ left: scroll.x, top: scroll.y, behavior: "instant" });
      // A page may have been stopped from playing since; it then stays paused, as after a reload.
      for (const media of playing) if (media.isConnected) media.play().catch(() => undefined);
    };
  }

  wake(): void {
    this.#wake?.();
    this.#wake = null;
  }
}

/** Returns what opens it again. The page is told of neither: for its visitor nothing changed. */
function closeUnheard(dialog: HTMLDialogElement): () => void {
  const unheard = new AbortController();
  const swallow = (event: Event): void => {
    if (event.target === dialog) event.stopImmediatePropagation();
  };
  for (const type of ["beforetoggle", "toggle", "close"])
    dialog.ownerDocument.addEventListener(type, swallow, { capture: true, signal: unheard.signal });
  dialog.close();
  return () => {
    if (dialog.isConnected && !dialog.open) dialog.showModal();
    // `toggle` is told in a task of its own.
    setTimeout(() => unheard.abort());
  };
}

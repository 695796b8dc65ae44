/** One carried page: its frame, and everything that listens inside it. */
import { hearClicksAndForms } from "./fallback.ts";
import { show, viewOf, type FrameView } from "./frame.ts";
import { liftHistory } from "./history.ts";
import { hasNavigationApi, hearNavigations, type Hear } from "./navigation.ts";

/** A page shows when its markup is there, or this long after its first byte, in ms. */
const SHOW_AFTER_MS = 500;
const API_EVENTS = ["phase", "view", "mode", "ended", "error"].map((name) => `knockknock:${name}`);

export interface CarriedEvents {
  readonly hear: Hear;
  readonly onStep: (history: "push" | "replace", url: string, state: unknown) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** The frame loaded another page by itself (a script's redirect before we listened). */
  readonly onRenewed: (view: FrameView | null) => void;
}

export class CarriedPage {
  readonly frame: HTMLIFrameElement;
  /** Names the document in the tab's history. */
  readonly id: string;
  readonly arrivedAt = performance.now();
  readonly #events: CarriedEvents;
  readonly #top: Window;
  #view: FrameView;
  #document: Document;
  #ears: (() => void)[] = [];

  constructor(
    id: string,
    frame: HTMLIFrameElement,
    view: FrameView,
    top: Window,
    events: CarriedEvents,
  ) {
    this.id = id;
    this.frame = frame;
    this.#view = view;
    this.#document = view.document;
    this.#top = top;
    this.#events = events;
    frame.addEventListener("load", this.#onLoad);
    for (const name of API_EVENTS) top.addEventListener(name, this.#passOn);
    this.attach(view);
  }

  get view(): FrameView {
    return this.#view;
  }

  /** Listens inside the page; in document mode before its first script. */
  attach(view: FrameView): void {
    for (const stop of this.#ears) stop();
    this.#view = view;
    this.#document = view.document;
    const hear = hasNavigationApi(view) ? hearNavigations : hearClicksAndForms;
    liftHistory(view, this.#events.onStep);
    view.addEventListener("keydown", this.#events.onKey);
    // The entry is in the tab's history already, as one of the frame's: the top one is renamed.
    const onRouted = (): void =>
      this.#events.onStep("replace", view.location.href, view.history.state);
    this.#ears = [
      hear(view, "frame", this.#events.hear, onRouted),
      () => view.removeEventListener("keydown", this.#events.onKey),
    ];
  }

  /** Resolves when there is something to see. */
  ready(): Promise<void> {
    const { document } = this.#view;
    return new Promise((resolve) => {
      if (document.readyState !== "loading") {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, SHOW_AFTER_MS);
      document.addEventListener("DOMContentLoaded", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  show(focus: boolean): void {
    show(this.frame);
    if (!focus) return;
    this.frame.focus({ preventScroll: true });
    this.#view.focus();
  }

  /** Takes the page away, as closing a tab would. */
  remove(): void {
    this.frame.removeEventListener("load", this.#onLoad);
    for (const name of API_EVENTS) this.#top.removeEventListener(name, this.#passOn);
    for (const stop of this.#ears) stop();
    this.frame.remove();
  }

  readonly #onLoad = (): void => {
    const view = viewOf(this.frame);
    if (view?.document === this.#document) return;
    if (view) this.attach(view);
    this.#events.onRenewed(view);
  };

  /** The page inside hears the widget's events as if the widget were its own. */
  readonly #passOn = (event: Event): void => {
    const { detail } = event as CustomEvent<unknown>;
    this.#view.dispatchEvent(new this.#view.CustomEvent(event.type, { detail }));
  };
}

/**
 * The continuity shell. While a call is live, the pages of this website load in a frame under the
 * widget, and the document that holds the connection stays.
 *
 * A page takes over when it has arrived, as in a browser without a shell: until then the page
 * before it stays on show and usable, and a download, a 204 or a refusal changes nothing.
 */
import { signal, type ReadonlySignal } from "@preact/signals";
import { CarriedPage } from "./carried.ts";
import type {
  BlockedKind,
  Choice,
  CarriedPage as PageFacts,
  Continuity,
  ContinuityOptions,
  ContinuityState,
} from "./contract.ts";
import { decide } from "./decide.ts";
import { Detour } from "./detour.ts";
import { writePage } from "./document-mode.ts";
import { hearClicksAndForms } from "./fallback.ts";
import type { FrameView } from "./frame.ts";
import { isFrameBusting, wantsToStay } from "./guard.ts";
import { restoreStep, TopHistory } from "./history.ts";
import { markShell } from "./inner.ts";
import { save } from "./leave.ts";
import { Loading } from "./loading.ts";
import { PageLoader, type Loaded, type PageRequest } from "./load.ts";
import { hasNavigationApi, hearNavigations, type Heard } from "./navigation.ts";
import { Probe } from "./probe.ts";
import { Stage } from "./stage.ts";

interface Carry extends PageRequest {
  /** `stay`: Back or Forward has already moved the address bar. */
  readonly history: "push" | "replace" | "stay";
  readonly inDocumentMode?: boolean;
}

const IDLE: ContinuityState = { kind: "idle" };

export class Shell implements Continuity {
  readonly #top: FrameView;
  readonly #document: Document;
  readonly #history: TopHistory;
  readonly #stage: Stage;
  readonly #loader: PageLoader;
  readonly #loading = new Loading();
  readonly #detour: Detour;
  readonly #state = signal<ContinuityState>(IDLE);
  readonly #undo: (() => void)[] = [];
  #options: ContinuityOptions;
  #live = true;
  #current: CarriedPage | null = null;
  /** Pages that gave way, until the new one has something to show. */
  #retired: CarriedPage[] = [];
  #referrer: string;
  /** Where the real page was when it went to sleep. */
  #sleptAt: string | null = null;

  constructor(options: ContinuityOptions) {
    const { host } = options;
    this.#options = options;
    this.#document = host.ownerDocument;
    this.#top = this.#document.defaultView as FrameView;
    this.#history = new TopHistory(this.#top);
    this.#stage = new Stage(this.#document, host);
    this.#loader = new PageLoader(this.#top, host, new Probe(this.#top));
    this.#detour = new Detour(this.#top);
    this.#referrer = this.#document.referrer;

    const hear = hasNavigationApi(this.#top) ? hearNavigations : hearClicksAndForms;
    this.#undo.push(hear(this.#top, "page", this.#hear), markShell(this.#top));
    this.#top.addEventListener("popstate", this.#onPopState, true);
    this.#top.addEventListener("keydown", this.#onKey);
    this.#loader.learn(this.#top.location.href);
  }

  get state(): ReadonlySignal<ContinuityState> {
    return this.#state;
  }

  page(): PageFacts {
    return { url: this.#top.location.href, title: this.#document.title, referrer: this.#referrer };
  }

  /** Another call, while a carried page is still showing. */
  revive(options: ContinuityOptions): void {
    this.#options = options;
    this.#live = true;
  }

  stop(): void {
    this.#live = false;
    this.#stopLoading();
    if (!this.#current) this.#dispose();
  }

  get disposed(): boolean {
    return this.#undo.length === 0;
  }

  #dispose(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#top.removeEventListener("popstate", this.#onPopState, true);
    this.#top.removeEventListener("keydown", this.#onKey);
  }

  // --- what the visitor and the pages do ---------------------------------------------------------

  readonly #hear = (heard: Heard): void => {
    const { facts } = heard;
    if (facts.from === "page" && this.#detour.isTaken(facts.sameDocument)) return;
    if (facts.from === "page" && !facts.sameDocument && facts.type !== "traverse") {
      if (isFrameBusting(this.#document, facts.url, this.#current)) {
        heard.prevent();
        this.#stage.busted(this.#current);
        return;
      }
    }
    const decision = decide(
      { ...facts, currentUrl: this.#top.location.href },
      {
        callIsLive: this.#live,
        showing: this.#current ? "frame" : "page",
        excludedPaths: this.#options.excludedPaths,
      },
    );
    const request = { url: facts.url, body: heard.body };
    switch (decision.do) {
      case "leave-alone":
        return;
      case "carry":
        heard.prevent();
        this.#start({ ...request, history: decision.history });
        return;
      case "jump":
        heard.prevent();
        this.#jump(facts.url);
        return;
      case "load-for-real":
        heard.prevent();
        this.#detour.take(request, "_top");
        return;
      case "offer":
        heard.prevent();
        this.#start({ ...request, history: "push" }, decision.kind);
    }
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.#loading.active && !event.defaultPrevented)
      this.#stopLoading();
  };

  #jump(url: string): void {
    if (!this.#current) return;
    const { view } = this.#current;
    this.#history.rememberScroll({ x: view.scrollX, y: view.scrollY });
    view.location.replace(url);
    this.#history.step("push", url, null);
    this.#told();
  }

  readonly #onPopState = (event: PopStateEvent): void => {
    const before = this.#history.current;
    const view = this.#current?.view;
    if (view) this.#history.rememberScroll({ x: view.scrollX, y: view.scrollY });
    const entry = this.#history.moved(event.state);
    if (!entry && !before) return;
    // The real page has not moved from where it slept; its router must not hear of our entries.
    if (entry || this.#top.location.href === this.#sleptAt) event.stopImmediatePropagation();

    const url = this.#top.location.href;
    if (entry && this.#current && entry.document === before?.document && !this.#loading.active) {
      restoreStep(this.#current.view, url, entry.inner, this.#history.scrollOf(entry));
      this.#told();
    } else if (!this.#live) this.#top.location.reload();
    else if (entry) this.#start({ url, body: null, history: "stay" });
    else this.#showOriginal();
  };

  // --- loading -----------------------------------------------------------------------------------

  #start(carry: Carry, blocked?: BlockedKind): void {
    void (blocked ? this.#blocked(carry, blocked) : this.#carry(carry));
  }

  async #carry(carry: Carry): Promise<void> {
    this.#stopLoading();
    if (carry.history !== "stay" && this.#current && wantsToStay(this.#current.view)) {
      if ((await this.#ask(carry, "unsaved")) !== "leave") return;
    }
    const { host, words } = this.#options;
    const signal = this.#loading.begin(host, words.loading);
    this.#stage.expectPage();
    this.#state.value = { kind: "loading", url: carry.url, stop: () => this.#stopLoading() };
    try {
      const loaded = await this.#loader.load(carry, signal, carry.inDocumentMode);
      if (this.#loading.finish(signal)) this.#arrived(carry, loaded);
    } catch (error) {
      // Stopped, or overtaken by another navigation; anything else is a fault worth seeing.
      if (signal.aborted) return;
      this.#stopLoading();
      throw error;
    }
  }

  #arrived(carry: Carry, loaded: Loaded): void {
    switch (loaded.kind) {
      case "native":
        this.#enter(carry, loaded.view.location.href, loaded.view.history.state);
        this.#settle(new CarriedPage(loaded.frame, loaded.view, this.#top, this.#events));
        return;
      case "document": {
        const { frame, page } = loaded;
        this.#enter(carry, page.url, null);
        writePage(loaded.writer, page.html, page.policy, (view) => {
          this.#settle(new CarriedPage(frame, view, this.#top, this.#events));
        });
        return;
      }
      case "download":
        this.#rest();
        save(this.#document, loaded.url, loaded.blob, loaded.name);
        return;
      case "nothing":
        this.#rest();
        return;
      case "blocked":
        this.#rest();
        this.#start(carry, loaded.why);
    }
  }

  /** The address bar first: a written page takes its address from it. */
  #enter(carry: Carry, url: string, inner: unknown): void {
    const { scrollX: x, scrollY: y } = this.#current?.view ?? this.#top;
    this.#referrer = this.#top.location.href;
    if (carry.history === "stay") this.#history.step("replace", url, inner);
    else {
      this.#history.rememberScroll({ x, y });
      this.#sleptAt ??= this.#top.location.href;
      this.#history.arrive(carry.history, crypto.randomUUID(), url, inner);
    }
  }

  #settle(page: CarriedPage): void {
    if (this.#current) this.#retired.push(this.#current);
    this.#current = page;
    void page.ready().then(() => {
      if (this.#current !== page) return;
      this.#retire();
      this.#stage.showCarried(page, () => this.#told());
      this.#shown();
      const entry = this.#history.current;
      const scroll = entry && this.#history.scrollOf(entry);
      if (scroll && page.view.history.scrollRestoration === "auto")
        page.view.scrollTo(scroll.x, scroll.y);
    });
  }

  #shown(): void {
    this.#rest();
    this.#told();
    this.#options.announce(this.#document.title || this.#top.location.pathname);
  }

  readonly #events = {
    hear: this.#hear,
    onKey: this.#onKey,
    onStep: (history: "push" | "replace", url: string, state: unknown): void => {
      const view = this.#current?.view;
      if (view) this.#history.rememberScroll({ x: view.scrollX, y: view.scrollY });
      this.#history.step(history, url, state);
      this.#told();
    },
    onRenewed: (view: FrameView | null): void => {
      const url = this.#top.location.href;
      // It sent itself somewhere that cannot be shown: once more, listening from its first script.
      if (!view) this.#start({ url, body: null, history: "replace", inDocumentMode: true });
      else if (this.#current) {
        this.#history.step("replace", view.location.href, view.history.state);
        this.#stage.follow(this.#current, () => this.#told());
        this.#shown();
      }
    },
  };

  #showOriginal(): void {
    this.#stopLoading();
    if (this.#current) this.#retired.push(this.#current);
    this.#current = null;
    this.#sleptAt = null;
    this.#retire();
    this.#stage.showOriginal();
    this.#shown();
  }

  #retire(): void {
    for (const page of this.#retired.splice(0)) page.remove();
  }

  #stopLoading(): void {
    this.#loading.stop();
    this.#rest();
  }

  #rest(): void {
    this.#state.value = this.#current ? { kind: "carried", url: this.#top.location.href } : IDLE;
  }

  #told(): void {
    if (this.#live) this.#options.onPageChanged(this.page());
  }

  // --- what cannot be carried --------------------------------------------------------------------

  async #blocked(carry: Carry, kind: BlockedKind): Promise<void> {
    switch (await this.#ask(carry, kind)) {
      case "leave":
        this.#detour.take(carry, "_top");
        return;
      case "new-tab":
        this.#detour.take(carry, "_blank");
        return;
      case "retry":
        await this.#carry(carry);
        return;
      case "stay":
    }
  }

  #ask({ url }: Carry, kind: BlockedKind): Promise<Choice> {
    return this.#detour.ask({ url, kind }, (blocked) => this.#options.onBlocked(blocked));
  }
}

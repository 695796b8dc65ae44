/**
 * The continuity shell. While a call is live, the pages of this website load in a frame under the
 * widget, and the document that holds the connection stays.
 *
 * A page takes over when it has arrived, as in a browser without a shell: until then the page
 * before it stays on show and usable, and a download, a 204 or a refusal changes nothing.
 */
import { Answers } from "./answers.ts";
import { CarriedPage } from "./carried.ts";
import type {
  BlockedKind,
  CarriedPage as PageFacts,
  Continuity,
  ContinuityOptions,
} from "./contract.ts";
import { decide, isExcluded } from "./decide.ts";
import { Detour } from "./detour.ts";
import { writePage } from "./document-mode.ts";
import { hearClicksAndForms } from "./fallback.ts";
import type { FrameView } from "./frame.ts";
import { restoreStep, setState, TopHistory, type Arriving } from "./history.ts";
import { markShell } from "./inner.ts";
import { save } from "./leave.ts";
import { Loading } from "./loading.ts";
import { PageLoader, type Loaded, type PageRequest } from "./load.ts";
import { hasNavigationApi, hearNavigations, type Heard } from "./navigation.ts";
import { Probe } from "./probe.ts";
import { Report } from "./report.ts";
import { Stage } from "./stage.ts";

interface Carry extends PageRequest, Arriving {
  readonly inDocumentMode?: boolean;
}

export class Shell implements Continuity {
  readonly #top: FrameView;
  readonly #history: TopHistory;
  readonly #stage: Stage;
  readonly #loader: PageLoader;
  readonly #loading = new Loading();
  readonly #detour: Detour;
  readonly #report = new Report(
    () => this.page(),
    () => (this.#live ? this.#options : null),
  );
  readonly #undo: (() => void)[] = [];
  #options: ContinuityOptions;
  #live = true;
  readonly #over = new AbortController();
  /** What forms were answered, so that Back shows it and sends nothing again. */
  readonly #answers = new Answers();

  constructor(options: ContinuityOptions) {
    const { host } = options;
    this.#options = options;
    this.#top = host.ownerDocument.defaultView as FrameView;
    this.#history = new TopHistory(this.#top, this.#over.signal);
    this.#stage = new Stage(host);
    this.#loader = new PageLoader(this.#top, host, new Probe(this.#top));
    // The widget's element says what is sent. Without a screen the call resumes by itself.
    const shares = (): boolean => host.dataset["sending"]?.includes("screen") === true;
    this.#detour = new Detour(this.#top, () => this.#live && shares(), this.#over.signal);

    const hear = hasNavigationApi(this.#top) ? hearNavigations : hearClicksAndForms;
    const { href } = this.#top.location;
    this.#undo.push(hear(this.#top, "page", this.#hear), markShell(this.#top));
    this.#undo.push(this.#loader.heed(), this.#loader.learn(href), () => this.#over.abort());
    const ears = { capture: true, signal: this.#over.signal };
    this.#top.addEventListener("popstate", this.#onPopState, ears);
    this.#top.addEventListener("pagehide", this.#onPageHide, ears);
    this.#top.addEventListener("keydown", this.#onKey, { signal: this.#over.signal });
  }

  page(): PageFacts {
    const { document, location } = this.#top;
    return { url: location.href, title: document.title, referrer: this.#history.referrer };
  }

  revive(options: ContinuityOptions): void {
    this.#options = options;
    this.#live = true;
  }

  stop(): void {
    this.#live = false;
    this.#stopLoading();
    if (!this.#stage.current) for (const undo of this.#undo.splice(0)) undo();
  }

  get disposed(): boolean {
    return this.#undo.length === 0;
  }

  readonly #hear = (heard: Heard): void => {
    const { facts } = heard;
    if (facts.from === "page" && this.#detour.isTaken(facts)) return;
    if (this.#stage.isBusting(facts) || this.#stage.isSleepwalking(facts)) return heard.prevent();
    const decision = decide(
      { ...facts, currentUrl: this.#top.location.href },
      {
        callIsLive: this.#live,
        showing: this.#stage.current ? "frame" : "page",
        excludedPaths: this.#options.excludedPaths,
      },
    );
    if (decision.do === "leave-alone") return;
    heard.prevent();
    const request = { url: facts.url, body: heard.body };
    switch (decision.do) {
      case "carry":
        return this.#start({ ...request, history: decision.history });
      case "jump":
        return this.#jump(facts.url);
      case "load-for-real":
        return this.#detour.take(request, "_top");
      case "offer":
        this.#start({ ...request, history: "push" }, decision.kind);
    }
  };

  /** Kept whole by the browser, this page would come back with an old connection: for a real reload. */
  readonly #onPageHide = (): void => {
    this.#live = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.#loading.active && !event.defaultPrevented)
      this.#stopLoading(true);
  };

  #jump(url: string): void {
    const { current } = this.#stage;
    if (!current) return;
    this.#history.rememberScroll(current.view);
    current.view.location.replace(url);
    this.#step("push", url, null);
  }

  #step(history: "push" | "replace", url: string, inner: unknown): void {
    const { current } = this.#stage;
    // A frame that shows a `blob:` has no address for the top document.
    if (!current || !url.startsWith(`${this.#top.origin}/`)) return;
    // The address bar is at another entry for a moment, which is not this page's to rename.
    if (history === "replace" && this.#history.isAway) return;
    this.#history.write(history, current.id, url, inner);
    this.#report.told();
  }

  readonly #onPopState = (event: PopStateEvent): void => {
    const { current } = this.#stage;
    this.#history.rememberScroll(current?.view);
    const entry = this.#history.moved(event);
    if (entry === undefined) return;
    if (entry === "here") return this.#stopLoading();
    const url = this.#top.location.href;
    if (entry && current?.id === entry.document) {
      this.#stopLoading();
      restoreStep(current.view, url, entry.inner);
      this.#history.arrived();
      this.#history.restoreScroll(current.view);
      this.#report.told();
    } else if (!this.#live) this.#top.location.reload();
    else if (entry) this.#start({ url, body: null, history: "replace", entry });
    else void this.#showOriginal(url);
  };

  #start(carry: Carry, blocked?: BlockedKind): void {
    void (blocked ? this.#offer(carry, blocked) : this.#carry(carry));
  }

  async #carry(carry: Carry): Promise<void> {
    this.#stopLoading();
    if (!(await this.#mayGo(carry.url))) return;
    const { host, words } = this.#options;
    const signal = this.#loading.begin(host, words, () => this.#stopLoading(true));
    this.#stage.expectPage();
    try {
      const answer = carry.entry && this.#answers.get(carry.entry.document);
      const loaded = await (answer
        ? this.#loader.open(answer, signal)
        : this.#loader.load(carry, signal, carry.inDocumentMode));
      if (this.#loading.finish(signal)) this.#arrived(carry, loaded);
    } catch (error) {
      // Stopped, or overtaken by another navigation; anything else is a fault worth seeing.
      if (signal.aborted) return;
      this.#stopLoading();
      throw error;
    }
  }

  #arrived(carry: Carry, loaded: Loaded): void {
    if (!carry.entry) this.#history.rememberScroll(this.#stage.current?.view);
    if (loaded.kind === "native" || loaded.kind === "document") {
      const url = loaded.kind === "native" ? loaded.view.location.href : loaded.page.url;
      // A redirect led there. Of a form's answer only the address is left: what was sent is not sent
      // again, not even where a redirect (307) asked for that.
      if (url !== carry.url && isExcluded(new URL(url), this.#options.excludedPaths)) {
        loaded.frame.remove();
        const why = carry.body ? "excluded-answer" : "excluded";
        return this.#start({ ...carry, url, body: null }, why);
      }
    }
    switch (loaded.kind) {
      case "native": {
        const { frame, view } = loaded;
        const id = this.#history.arrive(carry, view.location.href, view.history.state);
        if (carry.entry) setState(view, carry.entry.inner, view.location.href);
        this.#settle(new CarriedPage(id, frame, view, this.#top, this.#events));
        return;
      }
      case "document": {
        const { frame, page, writer } = loaded;
        // The address bar first: a written page takes its address from it.
        const id = this.#history.arrive(carry, page.url, null);
        if (carry.body) this.#answers.keep(id, page);
        writePage(writer, page.html, page.policy, (view) => {
          if (carry.entry) setState(view, carry.entry.inner, page.url);
          this.#settle(new CarriedPage(id, frame, view, this.#top, this.#events));
        });
        return;
      }
      case "download":
        save(this.#top.document, loaded).catch(() => this.#start(carry, "unreachable"));
        return this.#realign();
      case "blocked":
        this.#start(carry, loaded.why);
        return;
      case "nothing":
        this.#realign();
    }
  }

  #settle(page: CarriedPage): void {
    void this.#stage.take(page, this.#report.told).then((taken) => {
      if (!taken) return;
      this.#report.shown();
      this.#history.restoreScroll(page.view);
    });
  }

  readonly #events = {
    hear: this.#hear,
    onKey: this.#onKey,
    onStep: (history: "push" | "replace", url: string, state: unknown): void => {
      if (history === "push") this.#history.rememberScroll(this.#stage.current?.view);
      this.#step(history, url, state);
    },
    onRenewed: (view: FrameView | null): void => {
      const { current } = this.#stage;
      const url = this.#top.location.href;
      // It sent itself somewhere that cannot be shown: once more, listening from its first script.
      if (!view) this.#start({ url, body: null, history: "replace", inDocumentMode: true });
      else if (current) {
        this.#step("replace", view.location.href, view.history.state);
        this.#stage.follow(current, this.#report.told);
        this.#report.shown();
      }
    },
  };

  async #showOriginal(url: string): Promise<void> {
    if (!(await this.#mayGo(url))) return;
    this.#stopLoading();
    this.#stage.showOriginal();
    this.#history.arrived();
    this.#report.shown();
  }

  /** The page on show may want to keep what the visitor typed there; Back has moved by then. */
  async #mayGo(url: string): Promise<boolean> {
    const { current } = this.#stage;
    const mayGo = await this.#detour.mayLeave(current?.view, url, this.#options.onBlocked);
    if (!mayGo) this.#realign();
    return mayGo;
  }

  #stopLoading(byVisitor = false): void {
    this.#loading.stop();
    if (byVisitor) this.#realign();
  }

  /** Back or Forward moved to a page that did not come: the address bar names the one on show. */
  #realign(): void {
    if (!this.#history.isAway || this.#history.returns()) return;
    const { current } = this.#stage;
    if (!current) return;
    const { history, location } = current.view;
    this.#history.write("replace", current.id, location.href, history.state);
    this.#report.told();
  }

  async #offer(carry: Carry, kind: BlockedKind): Promise<void> {
    const outcome = await this.#detour.offer(carry, kind, this.#options.onBlocked);
    if (outcome === "retry") await this.#carry(carry);
    else if (carry.entry) this.#realign();
  }
}

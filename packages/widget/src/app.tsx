import { effect, signal, untracked } from "@preact/signals";
import { createVisitorClient, Scope, type VisitorClient } from "@knockknock/call-engine";
import { tabMemory } from "@knockknock/call-ui";
import { clip, LIMITS } from "@knockknock/protocol";
import { Carrying } from "./carrying.ts";
import type { App, CallOptions, Handoff, View } from "./handoff.ts";
import { mount } from "./mount/mount.ts";
import type { OwnWindow } from "./own-window.ts";
import { Ringing } from "./ringing.ts";
import { Widget } from "./screens/widget.tsx";
import { tabStorage } from "./tab-storage.ts";
import { tellTheTruth } from "./telling.ts";
import { stateOf } from "./truth.ts";
import { nextView, type ViewEvent } from "./view.ts";
import { Whereabouts } from "./whereabouts.ts";
import { type Catalogue, loadWords } from "./words/load.ts";

const VIEW_KEY = "knockknock:view";
const CORNER_KEY = "knockknock:corner";
/** Where the engine remembers which devices were chosen. */
const DEVICES_KEY = "knockknock:devices";

/** Called once by the loader, at the first click or when a call of this tab goes on. */
export function boot(handoff: Handoff): App {
  return new WidgetApp(handoff);
}

class WidgetApp implements App {
  readonly #handoff: Handoff;
  readonly #scope = new Scope();
  readonly #storage = tabStorage();
  readonly #view = signal<View>("launcher");
  readonly #siteName = signal<string | undefined>(undefined);
  /** Null while they are on their way; the call itself does not wait for them. */
  readonly #words = signal<Catalogue | null>(null);
  readonly #carrying: Carrying;
  readonly #client: VisitorClient;
  readonly #whereabouts: Whereabouts;
  readonly #ringing: Ringing;
  /** This page has been made for the call alone (`call-window.ts`). */
  readonly #inOwnWindow: boolean;
  /** Not on a telephone, which has one window at a time. */
  readonly #mayPopOut: boolean;
  #ownWindow: OwnWindow | null = null;
  #options: CallOptions = {};
  /** How a call shows that is still on its way: waiting among the tabs, or for its next page. */
  #first: ViewEvent = this.#storage.getItem(VIEW_KEY) === "minimized" ? "started_small" : "started";
  /** A call of the tab's last page is being taken back: *end* and *destroy* wait for it. */
  #takesBack = false;
  #endsWhenBack = false;
  /** The visitor's own call; `end` takes back one that still waits for its turn among the tabs. */
  #wanted = false;

  constructor(handoff: Handoff) {
    this.#handoff = handoff;
    this.#inOwnWindow = location.href.startsWith(`${handoff.serverUrl}/call/?`);
    this.#mayPopOut = !this.#inOwnWindow && matchMedia("(hover: hover)").matches;
    loadWords(handoff.language, (words) => {
      this.#words.value = words;
    });
    this.#carrying = new Carrying({
      host: handoff.host,
      excludedPaths: () => this.#excludedPaths(),
      words: () => this.#words.peek()?.shell ?? null,
      onPage: () => this.#client.pageChanged(),
      onLeave: () => this.end(),
    });
    this.#client = createVisitorClient({
      serverUrl: handoff.serverUrl,
      site: handoff.site,
      storage: this.#storage,
      page: () => this.#ownWindow?.page ?? this.#carrying.page(),
      language: clip(document.documentElement.lang || navigator.language, LIMITS.language),
      onKnockFailed: ({ code, message }) => {
        // Who opens the page's console because no call comes about reads what to do.
        console.warn(`Knock Knock (${code}): ${message}`);
        handoff.emit("error", { code, message });
      },
    });
    this.#whereabouts = new Whereabouts({
      site: handoff.site,
      serverUrl: handoff.serverUrl,
      language: handoff.language,
      client: this.#client,
      storage: this.#storage,
      page: () => this.#carrying.page(),
      onLeft: () => this.#show("closed"),
      onCame: () => this.#show("started"),
    });
    this.#scope.add(effect(() => this.#hidePill()));
    this.#scope.add(tellTheTruth(handoff, this.#client.call, this.#view));
    this.#watchTheCall();
    this.#ringing = new Ringing({
      call: this.#client.call,
      whereabouts: this.#whereabouts,
      show: (event) => this.#show(event),
    });
    if (this.#inOwnWindow) {
      void import("./late.ts").then(({ OwnWindow }) => {
        this.#ownWindow = new OwnWindow(this.#client, this.#scope);
      });
    }
    this.#watchThePage();
    const place = mount(
      handoff,
      <Widget
        client={this.#client}
        view={this.#view}
        whereabouts={this.#whereabouts}
        carrying={this.#carrying}
        words={this.#words}
        corner={tabMemory(this.#storage, CORNER_KEY)}
        initialCorner={handoff.position}
        siteName={this.#siteName}
        on={{
          minimize: this.#inOwnWindow ? undefined : () => this.minimize(),
          popOut: this.#mayPopOut ? () => this.#whereabouts.popOut() : undefined,
          expand: () => this.expand(),
          close: () => this.#close(),
          wanted: () => this.#wanted,
          callAgain: () => this.call(this.#options),
        }}
      />,
      this.#scope,
    );
    if (this.#inOwnWindow) place.dataset["window"] = "";
  }

  get state() {
    return untracked(() => stateOf(this.#client.call.value, this.#view.value));
  }

  call(options?: CallOptions | null): void {
    const phase = this.state.phase;
    if (this.#takesBack || (phase !== "idle" && phase !== "ended")) {
      this.expand();
      return;
    }
    this.#first = "started";
    this.#options = options ?? {};
    this.#wanted = true;
    this.#whereabouts.dismiss();
    void this.#start();
  }

  end(): void {
    this.#wanted = false;
    this.#endsWhenBack = true;
    const call = this.#client.call.peek();
    (call?.hangUp.peek() ?? call?.cancel.peek() ?? call?.decline.peek())?.();
  }

  minimize(): void {
    this.#first = "started_small";
    // An agent's call is answered first: *Accept* and *Decline* are not in the bubble.
    if (this.state.phase === "ended" || this.#client.call.peek()?.accept.peek()) return;
    this.#show("minimize");
  }

  expand(): void {
    this.#first = "started";
    this.#show("expand");
  }

  resume(): void {
    if (this.#client.canResume()) void this.#resume();
    else if (!this.#whereabouts.lookForWindow()) this.#client.stayReachable();
  }

  destroy(): void {
    this.#wanted = false;
    if (!this.#takesBack) this.#leave();
    this.#carrying.stop();
    this.#ringing.stop();
    this.#scope.close();
    for (const key of [VIEW_KEY, CORNER_KEY]) this.#storage.removeItem(key);
    try {
      localStorage.removeItem(DEVICES_KEY);
    } catch {
      // Refused: nothing was kept there either.
    }
  }

  #leave(): void {
    this.#client.dispose();
    this.#whereabouts.close();
  }

  async #start(): Promise<void> {
    if (!(await this.#whereabouts.take())) {
      this.#handoff.emit("error", {
        code: "call_elsewhere",
        message: "Another tab of this website is in a call.",
      });
      return;
    }
    if (!this.#wanted) {
      this.#whereabouts.release();
      return;
    }
    const { audio = true, video = true } = this.#options;
    const identity = this.#handoff.identity();
    this.#client.start({ audio, video, ...(identity ? { identity } : {}) });
    this.#show(this.#first);
  }

  async #resume(): Promise<void> {
    this.#takesBack = true;
    const taken = await this.#whereabouts.takeBack();
    this.#takesBack = false;
    if (this.#scope.closed) {
      // It is this tab's to end, and the other side waits for it.
      if (taken) void this.#client.resume();
      this.#leave();
    }
    if (!taken || this.#scope.closed) return;
    this.#show(this.#first);
    const came = this.#client.resume();
    if (this.#endsWhenBack) this.end();
    if (!(await came)) this.#letGo();
  }

  #close(): void {
    this.#letGo();
    this.#handoff.launcher.focus();
  }

  /** The visitor may be somewhere else by now: their place in the page is left alone. */
  #letGo(): void {
    this.#wanted = false;
    this.#client.close();
    this.#whereabouts.release();
    if (this.#inOwnWindow) window.close();
    this.#show("closed");
  }

  #show(event: ViewEvent): void {
    this.#view.value = nextView(this.#view.peek(), event);
    this.#storage.setItem(VIEW_KEY, this.#view.peek());
  }

  async #excludedPaths(): Promise<readonly string[]> {
    // Without the owner's list nothing is carried: a page that should not be is worse than a real load.
    const site = await this.#client.site();
    this.#siteName.value = site.name;
    return site.excludedPaths;
  }

  /** Not before there are words to show the call in. */
  #hidePill(): void {
    this.#handoff.launcher.hidden =
      this.#inOwnWindow || (this.#view.value !== "launcher" && this.#words.value !== null);
  }

  #watchTheCall(): void {
    this.#scope.add(
      effect(() => {
        const phase = this.#client.call.value?.phase.value ?? "idle";
        untracked(() => {
          // Between the two the shell's code would come in the way of the first picture.
          if (!this.#inOwnWindow) {
            if (phase === "ringing") this.#carrying.load().catch(() => undefined);
            if (phase === "connected") this.#carrying.start().catch(this.#shellFailed);
          }
          if (phase === "ended" || phase === "idle") this.#carrying.stop();
          if (phase === "ended") {
            this.#whereabouts.release(); // Another tab may call while the end shows here.
            this.#ownWindow?.over();
            this.#show("ended");
          }
        });
      }),
    );
  }

  /** The call goes on, and page loads interrupt it for a moment: auto-resume is still there. */
  readonly #shellFailed = (error: unknown): void => {
    this.#carrying.stop();
    this.#handoff.emit("error", { code: "shell_unavailable", message: String(error) });
  };

  #watchThePage(): void {
    const scope = this.#scope;
    scope.listen(window, "pagehide", () => this.#client.leaving());
    const changed = (): void => {
      this.#client.pageChanged();
      this.#whereabouts.pageChanged();
    };
    scope.listen(window, "popstate", changed);
    scope.listen(window, "hashchange", changed);
    // A single-page website's `pushState` has no event of its own elsewhere.
    if ("navigation" in window) scope.listen(window.navigation, "currententrychange", changed);
  }
}

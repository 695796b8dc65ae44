import { effect, signal, untracked } from "@preact/signals";
import { createVisitorClient, Scope, type VisitorClient } from "@knockknock/call-engine";
import { tabMemory } from "@knockknock/call-ui";
import { Carrying } from "./carrying.ts";
import type { App, CallOptions, Handoff, View } from "./handoff.ts";
import { mount } from "./mount/mount.ts";
import { type Seat, takeSeat } from "./one-tab.ts";
import { type Problem, Widget } from "./screens/widget.tsx";
import { tabStorage } from "./tab-storage.ts";
import { sendingOf, stateOf } from "./truth.ts";
import { nextView, type ViewEvent } from "./view.ts";
import { type Catalogue, loadWords } from "./words/load.ts";

const VIEW_KEY = "knockknock:view";
const CORNER_KEY = "knockknock:corner";

/** Called once by the loader, at the first click or when a call of this tab goes on. */
export function boot(handoff: Handoff): App {
  return new WidgetApp(handoff);
}

class WidgetApp implements App {
  readonly #handoff: Handoff;
  readonly #scope = new Scope();
  readonly #storage = tabStorage();
  readonly #view = signal<View>("launcher");
  readonly #problem = signal<Problem | null>(null);
  readonly #siteName = signal<string | undefined>(undefined);
  /** Null while they are on their way; the call itself does not wait for them. */
  readonly #words = signal<Catalogue | null>(null);
  readonly #carrying: Carrying;
  readonly #client: VisitorClient;
  #seat: Seat | null = null;
  #options: CallOptions = {};

  constructor(handoff: Handoff) {
    this.#handoff = handoff;
    loadWords(handoff.language, (words) => {
      this.#words.value = words;
    });
    this.#carrying = new Carrying({
      host: handoff.host,
      excludedPaths: () => this.#excludedPaths(),
      words: () => this.#words.peek()?.shell ?? null,
      onPage: () => this.#client.pageChanged(),
    });
    this.#client = createVisitorClient({
      serverUrl: handoff.serverUrl,
      site: handoff.site,
      storage: this.#storage,
      page: () => this.#carrying.page(),
      language: document.documentElement.lang || navigator.language,
    });
    this.#tellTheTruth();
    this.#watchTheCall();
    this.#watchThePage();
    mount(
      handoff,
      <Widget
        client={this.#client}
        view={this.#view}
        problem={this.#problem}
        carrying={this.#carrying}
        words={this.#words}
        corner={tabMemory(this.#storage, CORNER_KEY)}
        initialCorner={handoff.position}
        siteName={this.#siteName}
        on={{
          minimize: () => this.minimize(),
          expand: () => this.expand(),
          close: () => this.#close(),
          callAgain: () => this.call(this.#options),
          dismissProblem: () => {
            this.#problem.value = null;
          },
        }}
      />,
      this.#scope,
    );
  }

  get state() {
    return untracked(() => stateOf(this.#client.call.value, this.#view.value));
  }

  call(options: CallOptions = {}): void {
    const phase = this.state.phase;
    if (phase !== "idle" && phase !== "ended") {
      this.expand();
      return;
    }
    this.#options = options;
    this.#problem.value = null;
    void this.#start(options);
  }

  end(): void {
    const call = this.#client.call.peek();
    (call?.hangUp.peek() ?? call?.cancel.peek())?.();
  }

  minimize(): void {
    if (this.state.phase !== "ended") this.#show("minimize");
  }

  expand(): void {
    this.#show("expand");
  }

  resume(): void {
    if (this.#client.canResume()) void this.#resume();
  }

  destroy(): void {
    this.#client.dispose();
    this.#carrying.stop();
    this.#seat?.release();
    this.#scope.close();
  }

  async #start({ audio = true, video = true }: CallOptions): Promise<void> {
    this.#seat ??= await takeSeat(this.#handoff.site, false);
    if (!this.#seat) {
      this.#problem.value = "elsewhere";
      this.#handoff.emit("error", {
        code: "call_elsewhere",
        message: "Another tab of this website is in a call.",
      });
      return;
    }
    const identity = this.#handoff.identity();
    this.#client.start({ audio, video, ...(identity ? { identity } : {}) });
    this.#show("started");
    this.#focusScreen();
  }

  async #resume(): Promise<void> {
    this.#seat ??= await takeSeat(this.#handoff.site, true);
    if (!this.#seat) {
      this.#problem.value = "elsewhere";
      return;
    }
    this.#show(this.#storage.getItem(VIEW_KEY) === "minimized" ? "resumed_small" : "started");
    if (!(await this.#client.resume())) this.#close();
  }

  #close(): void {
    this.#client.close();
    this.#seat?.release();
    this.#seat = null;
    this.#show("closed");
    this.#handoff.launcher.focus();
  }

  #show(event: ViewEvent): void {
    this.#view.value = nextView(this.#view.peek(), event);
    this.#storage.setItem(VIEW_KEY, this.#view.peek());
  }

  #focusScreen(): void {
    this.#handoff.root.querySelector<HTMLElement>(".kk-call")?.focus({ preventScroll: true });
  }

  async #excludedPaths(): Promise<readonly string[]> {
    try {
      const site = await this.#client.site();
      this.#siteName.value = site.name;
      return site.excludedPaths;
    } catch {
      // Without the owner's list, carrying a page that should not be is worse than a real load.
      return ["/"];
    }
  }

  /** Attributes first, then events: a handler that looks at the element sees the same. */
  #tellTheTruth(): void {
    const { host, launcher } = this.#handoff;
    let before = this.state;
    this.#scope.add(
      effect(() => {
        const call = this.#client.call.value;
        const state = stateOf(call, this.#view.value);
        const sending = sendingOf(call);
        const end = call?.end.value;
        const { dataset } = host;
        dataset["phase"] = state.phase;
        dataset["view"] = state.view;
        dataset["mode"] = state.mode;
        dataset["sending"] = sending;
        launcher.hidden = state.view !== "launcher" && this.#words.value !== null;
        const last = before;
        before = state;
        untracked(() => {
          const emit: Handoff["emit"] = (event, detail) => this.#handoff.emit(event, detail);
          if (state.phase !== last.phase) emit("phase", state);
          if (state.view !== last.view) emit("view", state);
          if (state.mode !== last.mode) emit("mode", state);
          if (state.phase === "ended" && last.phase !== "ended" && end) {
            emit("ended", { reason: end.reason, by: end.by, durationMs: end.durationMs });
          }
        });
      }),
    );
  }

  #watchTheCall(): void {
    this.#scope.add(
      effect(() => {
        const phase = this.#client.call.value?.phase.value ?? "idle";
        untracked(() => {
          // Not before: the shell's code would come in the way of the first picture.
          if (phase === "connected") this.#carrying.start().catch(this.#shellFailed);
          if (phase === "ended" || phase === "idle") this.#carrying.stop();
          if (phase === "ended") this.#show("ended");
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
    const changed = (): void => this.#client.pageChanged();
    scope.listen(window, "popstate", changed);
    scope.listen(window, "hashchange", changed);
    // A single-page website's `pushState` has no event of its own elsewhere.
    if ("navigation" in window) scope.listen(window.navigation, "currententrychange", changed);
  }
}

/** What the loader and the call app tell each other; types only, so that the loader stays tiny. */
import type { EndReason, Identity, Party, ScreenPhase } from "@knockknock/protocol";
import type { Language } from "./words/language.ts";

export type View = "launcher" | "expanded" | "minimized";
export type Mode = "full" | "listener";

/** `KnockKnock.state`: a snapshot that never changes. */
export interface WidgetState {
  readonly phase: ScreenPhase;
  readonly view: View;
  readonly mode: Mode;
  readonly callId: string | null;
  readonly durationMs: number;
}

/** What each event carries, to `on` handlers and as the `detail` of its `CustomEvent`. */
export interface WidgetEvents {
  readonly phase: WidgetState;
  readonly view: WidgetState;
  readonly mode: WidgetState;
  readonly ended: { readonly reason: EndReason; readonly by: Party; readonly durationMs: number };
  /** `code` is stable; `message` is for a developer's console. */
  readonly error: { readonly code: string; readonly message: string };
}
export type EventName = keyof WidgetEvents;

export interface CallOptions {
  readonly audio?: boolean;
  readonly video?: boolean;
}

/** Commands that work before the app has loaded: the loader loads it, then passes them on. */
export interface App {
  readonly state: WidgetState;
  call(options?: CallOptions): void;
  end(): void;
  minimize(): void;
  expand(): void;
  /** Rejoins the call that this tab was in; does nothing when there is none. */
  resume(): void;
  destroy(): void;
}

export interface Handoff {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly launcher: HTMLButtonElement;
  /** Where widget.js came from, without a trailing slash. */
  readonly serverUrl: string;
  readonly site: string;
  readonly position: "bottom-right" | "bottom-left";
  /** Chosen once per page, for all that the widget says. */
  readonly language: Language;
  /** The owner's claim or token about who this is, as `identify` last left it. */
  identity(): Identity | null;
  emit<E extends EventName>(event: E, detail: WidgetEvents[E]): void;
}

/** The app module's one export. */
export interface AppModule {
  boot(handoff: Handoff): App;
}

import type { Identity } from "@knockknock/protocol";
import type { App, CallOptions, EventName, WidgetEvents, WidgetState } from "../handoff.ts";

type Handler<E extends EventName> = (detail: WidgetEvents[E]) => void;

/** `window.KnockKnock`, from the moment the script runs. */
export interface KnockKnockApi {
  call(options?: CallOptions): void;
  end(): void;
  minimize(): void;
  expand(): void;
  identify(identity: Identity): void;
  /** Returns what takes the handler off again. */
  on<E extends EventName>(event: E, handler: Handler<E>): () => void;
  readonly state: WidgetState;
  destroy(): void;
  /** Each command is an array: a method's name and its arguments. */
  push(...commands: readonly unknown[]): void;
}

export class Emitter {
  readonly #handlers = new Map<string, Set<(detail: never) => void>>();

  on<E extends EventName>(event: E, handler: Handler<E>): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  emit<E extends EventName>(event: E, detail: WidgetEvents[E]): void {
    window.dispatchEvent(new CustomEvent(`knockknock:${event}`, { detail }));
    for (const handler of this.#handlers.get(event) ?? []) {
      try {
        (handler as Handler<E>)(detail);
      } catch (error) {
        // The page's handler failed: its error is reported as any of the page's own.
        reportError(error);
      }
    }
  }
}

const COMMANDS = /^(call|end|minimize|expand|identify|on|destroy)$/;

/** Runs what a page queued before the script was there; anything else in the queue is left out. */
export function runCommand(api: KnockKnockApi, command: unknown): void {
  if (!Array.isArray(command)) return;
  const [name, ...args] = command as unknown[];
  if (typeof name !== "string" || !COMMANDS.test(name)) return;
  const methods = api as unknown as Record<string, (...args: unknown[]) => unknown>;
  methods[name]?.(...args);
}

/** A new one each time: a page that writes into it changes nothing of ours. */
export const idle = (): WidgetState => ({
  phase: "idle",
  view: "launcher",
  mode: "full",
  callId: null,
  durationMs: 0,
});

export interface ApiParts {
  readonly emitter: Emitter;
  /** Loads the app when it is not there yet. */
  withApp(use: (app: App) => void): void;
  /** The app, once it is there. */
  app(): App | null;
  /** Runs at once, or when the app that is being loaded is there; loads none. */
  ifWanted(use: (app: App) => void): void;
  identify(identity: Identity): void;
  destroy(): void;
}

export function createApi(parts: ApiParts): KnockKnockApi {
  const api: KnockKnockApi = {
    call: (options) => parts.withApp((app) => app.call(options)),
    end: () => parts.ifWanted((app) => app.end()),
    minimize: () => parts.ifWanted((app) => app.minimize()),
    expand: () => parts.ifWanted((app) => app.expand()),
    identify: (identity) => parts.identify(identity),
    on: (event, handler) => parts.emitter.on(event, handler),
    get state() {
      return parts.app()?.state ?? idle();
    },
    destroy: () => parts.destroy(),
    push: (...commands) => {
      for (const command of commands) runCommand(api, command);
    },
  };
  return api;
}

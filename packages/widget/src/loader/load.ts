import type { App, AppModule, Handoff } from "../handoff.ts";

export interface AppLoader {
  /** Lets the browser fetch the app before it is needed. */
  readonly preload: () => void;
  load(): Promise<App>;
}

/** Loads the app once; a failed load may be tried again. */
export function appLoader(url: string, handoff: Handoff): AppLoader {
  let app: Promise<App> | null = null;
  let attempts = 0;
  const fetchModule = (): Promise<AppModule> => {
    // A browser remembers a module that failed to load; another query is another module.
    const address = attempts === 0 ? url : `${url}?attempt=${attempts}`;
    return import(/* @vite-ignore */ address).catch((error: unknown) => {
      attempts++;
      throw error;
    }) as Promise<AppModule>;
  };
  return {
    // Not `<link rel=modulepreload>`: a strict Content-Security-Policy would report it.
    preload: () => {
      fetchModule().catch(() => undefined);
    },
    load: () =>
      (app ??= fetchModule().then(
        (module) => module.boot(handoff),
        (error: unknown) => {
          app = null;
          throw error;
        },
      )),
  };
}

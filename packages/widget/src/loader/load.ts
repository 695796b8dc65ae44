import type { App, AppModule, Handoff } from "../handoff.ts";

export interface AppLoader {
  /** Lets the browser fetch the app before it is needed. */
  preload(): void;
  load(): Promise<App>;
}

/** Loads the app once; a failed load may be tried again. */
export function appLoader(url: string, handoff: Handoff): AppLoader {
  let app: Promise<App> | null = null;
  let attempts = 0;
  let preloaded = false;
  return {
    preload: () => {
      if (preloaded) return;
      preloaded = true;
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = url;
      handoff.root.append(link);
    },
    load: () => {
      // A browser remembers a module that failed to load; another query is another module.
      const address = attempts === 0 ? url : `${url}?attempt=${attempts}`;
      app ??= import(/* @vite-ignore */ address).then(
        (module: AppModule) => module.boot(handoff),
        (error: unknown) => {
          app = null;
          attempts++;
          throw error;
        },
      );
      return app;
    },
  };
}

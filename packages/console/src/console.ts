/** The console's parts, put together: the session decides whether there is a desk. */
import type { AgentDesk } from "@knockknock/call-engine";
import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { Api } from "./api.ts";
import { createDeskModel, type DeskModel } from "./desk/model.ts";
import { createHistory, type HistoryStore } from "./history/store.ts";
import { startAlerts } from "./incoming/alerts.ts";
import type { Notifier } from "./incoming/notifier.ts";
import type { Ringtone } from "@knockknock/call-ui/ringtone";
import { createMessages, type MessagesStore } from "./messages/store.ts";
import { createNotesBook, forgetDrafts } from "./notes/keeper.ts";
import { hrefOf, parseRoute, type Route } from "./routes.ts";
import { createSession, type Session } from "./session/session.ts";
import { words } from "./words/words.ts";

export interface ConsoleOptions {
  readonly api: Api;
  readonly createDesk: () => AgentDesk;
  readonly ringtone: Ringtone;
  readonly notifier: Notifier;
  /** For what must outlive the tab. */
  readonly storage: Storage;
  readonly tabStorage: Storage;
}

/** What exists only while somebody is signed in. */
export interface Workplace {
  readonly model: DeskModel;
  readonly history: HistoryStore;
  readonly messages: MessagesStore;
}

export interface Console {
  readonly api: Api;
  readonly session: Session;
  readonly workplace: ReadonlySignal<Workplace | null>;
  readonly route: ReadonlySignal<Route>;
  readonly alerts: Pick<ConsoleOptions, "ringtone" | "notifier">;
  readonly tabStorage: Storage;
  go(route: Route): void;
}

const openWorkplace = (
  options: ConsoleOptions,
  agentId: string,
): Workplace & { close: () => void } => {
  const { api, storage } = options;
  const notes = createNotesBook({ storage, agentId }, (callId, text, leaving) =>
    api.saveNotes(callId, { text }, leaving),
  );
  const desk = options.createDesk();
  const model = createDeskModel(desk, api, notes);
  const history = createHistory(api, (calls) => {
    for (const { id, notes: text } of calls) notes.of(id).offer(text);
  });
  const messages = createMessages({ api, desk, storage, agentId });
  const stopAlerts = startAlerts(model, { ...options, words });

  const leaving = () => {
    desk.leaving();
    notes.flushAll(true);
  };
  const hidden = () => {
    if (document.visibilityState === "hidden") notes.flushAll(true);
  };
  addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", hidden);

  return {
    model,
    history,
    messages,
    close: () => {
      removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", hidden);
      notes.flushAll(true);
      notes.closeAll();
      stopAlerts();
      messages.dispose();
      model.dispose();
      desk.dispose();
    },
  };
};

export const createConsole = (options: ConsoleOptions): Console => {
  const workplace = signal<Workplace | null>(null);
  const session = createSession(options.api, {
    before: async () => workplace.peek()?.model.notes.settleAll(),
    after: (agentId) => {
      forgetDrafts(options.storage, agentId);
    },
  });
  const route = signal(parseRoute(location.hash));
  addEventListener("hashchange", () => {
    route.value = parseRoute(location.hash);
  });

  const agentId = computed(() =>
    session.state.value.name === "signed_in" ? session.state.value.me.id : null,
  );
  effect(() => {
    const id = agentId.value;
    if (id === null) return undefined;
    const opened = untracked(() => openWorkplace(options, id));
    workplace.value = opened;
    const stopWatching = effect(() => {
      if (opened.model.desk.connection.value === "signed_out") session.ended();
    });
    return () => {
      workplace.value = null;
      stopWatching();
      opened.close();
    };
  });

  return {
    api: options.api,
    session,
    workplace,
    route,
    alerts: options,
    tabStorage: options.tabStorage,
    go: (next) => {
      location.hash = hrefOf(next);
    },
  };
};

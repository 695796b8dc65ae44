/**
 * Notes that save themselves and are never lost: each change is first kept on this device, then
 * sent; the local copy goes only when the server has that very text.
 */
import { signal, type ReadonlySignal } from "@preact/signals";

export type NotesMark = "untouched" | "unsaved" | "saving" | "saved" | "waiting";

export interface NotesKeeper {
  readonly text: ReadonlySignal<string>;
  readonly mark: ReadonlySignal<NotesMark>;
  edit(text: string): void;
  /** What the server has; ignored once something was written here. */
  offer(text: string): void;
  /** Sends what is not saved yet. `leaving`: the page is going away. */
  flush(leaving: boolean): void;
  /** The same, and resolves when the server has answered or has not. */
  settle(): Promise<void>;
  /** Tries no more: what comes later would go out in the name of whoever signs in next. */
  close(): void;
}

export interface NotesKeeperOptions {
  readonly callId: string;
  /** Whose notes they are: the next one at this device must neither see nor save them. */
  readonly agentId: string;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly save: (text: string, leaving: boolean) => Promise<void>;
}

/** Long enough not to send every letter, short enough to be saved when one looks up. */
export const SAVE_AFTER_MS = 600;
/** Waits between attempts while the server does not answer; the last one repeats. */
export const RETRY_MS = [1_000, 3_000, 10_000, 30_000] as const;

const draftsOf = (agentId: string): string => `knockknock.notes.${agentId}.`;

export const createNotesKeeper = (options: NotesKeeperOptions): NotesKeeper => {
  const { storage, save } = options;
  const key = `${draftsOf(options.agentId)}${options.callId}`;
  const draft = storage.getItem(key);
  const text = signal(draft ?? "");
  const mark = signal<NotesMark>("untouched");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let failures = 0;
  let closed = false;

  const unsent = () => mark.value === "unsaved" || mark.value === "waiting";

  const later = (milliseconds: number) => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => {
      void send(false);
    }, milliseconds);
  };

  const send = async (leaving: boolean): Promise<void> => {
    clearTimeout(timer);
    if (sending && !leaving) return;
    sending = true;
    const sent = text.value;
    mark.value = "saving";
    try {
      await save(sent, leaving);
      failures = 0;
      sending = false;
      if (text.value === sent) {
        storage.removeItem(key);
        mark.value = "saved";
      } else {
        mark.value = "unsaved";
        later(SAVE_AFTER_MS);
      }
    } catch {
      sending = false;
      mark.value = "waiting";
      later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? SAVE_AFTER_MS);
      failures += 1;
    }
  };

  if (draft !== null) {
    mark.value = "unsaved";
    later(SAVE_AFTER_MS);
  }

  return {
    text,
    mark,
    edit: (value) => {
      if (value === text.value) return;
      text.value = value;
      storage.setItem(key, value);
      mark.value = "unsaved";
      if (!sending) later(SAVE_AFTER_MS);
    },
    offer: (value) => {
      if (mark.value === "untouched") text.value = value;
    },
    flush: (leaving) => {
      if (unsent() || (leaving && mark.value === "saving")) void send(leaving);
    },
    settle: () => (unsent() ? send(false) : Promise.resolve()),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
};

/** One keeper per call, so that the call's panel and the history edit the same notes. */
export interface NotesBook {
  of(callId: string): NotesKeeper;
  flushAll(leaving: boolean): void;
  settleAll(): Promise<void>;
  closeAll(): void;
}

/**
 * The agent has signed out: nothing of theirs stays behind, nor what older versions kept for
 * whoever it was. Until then a session that ends by itself keeps what was not saved.
 */
export const forgetDrafts = (storage: Storage, agentId: string): void => {
  for (const key of Object.keys(storage)) {
    const isUnowned = /^knockknock\.notes\.[^.]+$/.test(key);
    if (isUnowned || key.startsWith(draftsOf(agentId))) storage.removeItem(key);
  }
};

export const createNotesBook = (
  { storage, agentId }: Pick<NotesKeeperOptions, "storage" | "agentId">,
  save: (callId: string, text: string, leaving: boolean) => Promise<void>,
): NotesBook => {
  const keepers = new Map<string, NotesKeeper>();
  return {
    of: (callId) => {
      const known = keepers.get(callId);
      if (known !== undefined) return known;
      const keeper = createNotesKeeper({
        callId,
        agentId,
        storage,
        save: (text, leaving) => save(callId, text, leaving),
      });
      keepers.set(callId, keeper);
      return keeper;
    },
    flushAll: (leaving) => {
      for (const keeper of keepers.values()) keeper.flush(leaving);
    },
    settleAll: async () => {
      await Promise.all([...keepers.values()].map((keeper) => keeper.settle()));
    },
    closeAll: () => {
      for (const keeper of keepers.values()) keeper.close();
    },
  };
};

import { en, type Words } from "@knockknock/call-ui";
import type { ContinuityWords } from "../continuity/words.ts";
import type { Language } from "./language.ts";

/** All that the widget says in one language. */
export interface Catalogue {
  readonly call: Words;
  /** Null in English, whose words come with the shell's own code. */
  readonly shell: ContinuityWords | null;
}

const ENGLISH: Catalogue = { call: en, shell: null };

/** After this long in silence a visitor sees English: the call can be cancelled at any time. */
const PATIENCE_MS = 3_000;

/** One file each; a visitor loads at most one of them. */
const CATALOGUES: Readonly<Partial<Record<Language, () => Promise<Catalogue>>>> = {
  ar: () => import("./ar.ts"),
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  fr: () => import("./fr.ts"),
  it: () => import("./it.ts"),
  ja: () => import("./ja.ts"),
  nl: () => import("./nl.ts"),
  pt: () => import("./pt.ts"),
  zh: () => import("./zh.ts"),
};

/**
 * Calls `speak` with the words of a language, at once for English. When they do not come, `speak`
 * gets English; when they come late after all, it is called again.
 */
export function loadWords(language: Language, speak: (words: Catalogue) => void): void {
  const load = CATALOGUES[language];
  if (!load) {
    speak(ENGLISH);
    return;
  }
  const late = setTimeout(() => speak(ENGLISH), PATIENCE_MS);
  load()
    .then(speak, () => speak(ENGLISH))
    .finally(() => clearTimeout(late));
}

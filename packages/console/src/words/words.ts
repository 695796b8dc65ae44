import { en, type Words } from "./en.ts";

const catalogues: Readonly<Record<string, Words>> = { en };

/** The catalogue for the first of the browser's languages that there is one for. */
const chooseWords = (languages: readonly string[]): Words => {
  for (const language of languages) {
    const found = catalogues[language.toLowerCase().split("-")[0] ?? ""];
    if (found !== undefined) return found;
  }
  return en;
};

export const words: Words = chooseWords(navigator.languages);

import { guide as english } from "./en.ts";
import type { GuideWords } from "./guide.ts";

/** One file each, but for English, which is with the code that shows it. */
const GUIDES: Readonly<Record<string, () => Promise<{ readonly guide: GuideWords }>>> = {
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

/** @param language BCP 47, as the words of the call screen name theirs */
export const loadGuide = async (language: string): Promise<GuideWords> =>
  (await GUIDES[language]?.())?.guide ?? english;

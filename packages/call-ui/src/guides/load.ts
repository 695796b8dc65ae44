import type { GuideWords } from "./guide.ts";

/** One file each; somebody whose camera and microphone work loads none of them. */
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
const english = (): Promise<{ readonly guide: GuideWords }> => import("./en.ts");

/** @param language BCP 47, as the words of the call screen name theirs */
export const loadGuide = async (language: string): Promise<GuideWords> =>
  (await (GUIDES[language] ?? english)()).guide;

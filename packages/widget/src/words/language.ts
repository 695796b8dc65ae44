/**
 * The languages that the widget speaks, by BCP 47 primary subtag, each with the words on the pill:
 * all that the loader says before the call app is there. Kept free of imports for its sake.
 */
export const PILL = {
  en: "Video call",
  ar: "مكالمة فيديو",
  de: "Videoanruf",
  es: "Videollamada",
  fr: "Appel vidéo",
  it: "Videochiamata",
  ja: "ビデオ通話",
  nl: "Videogesprek",
  pt: "Videochamada",
  zh: "视频通话",
};
export type Language = keyof typeof PILL;

/** The first wish that can be granted; a region or script (`pt-BR`, `zh_TW`) is left aside. */
export function chooseLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const code = wish?.toLowerCase().split(/[-_]/)[0] ?? "";
    if (Object.hasOwn(PILL, code)) return code as Language;
  }
  return "en";
}

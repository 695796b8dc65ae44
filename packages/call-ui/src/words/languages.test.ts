import { describe, expect, test } from "vitest";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { ja } from "./ja.ts";
import { nl } from "./nl.ts";
import { pt } from "./pt.ts";
import type { Words } from "./words.ts";
import { zh } from "./zh.ts";

/** What a language may say exactly as English does, and why. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  // The word is German, too; so is the unit's sign everywhere that Latin letters are read.
  de: ["chat", "delay", "messageFrom"],
  es: ["delay", "messageFrom"],
  fr: ["delay"],
  it: ["delay", "messageFrom"],
  ja: [],
  // The Dutch word for a camera.
  nl: ["camera", "delay", "messageFrom"],
  pt: ["delay", "messageFrom"],
  ar: ["messageFrom"],
  zh: [],
};

const COUNTS = [0, 1, 2, 3, 11, 100, 1_000_000];
const DURATIONS_MS = [0, 1_000, 41_000, 60_000, 120_000, 371_000, 3_600_000, 3_725_000, 7_380_000];

/** Everything that a catalogue says, by the path to it; functions are asked for many values. */
function said(words: object, path = ""): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const here = path + key;
    if (typeof value === "string") all.set(here, [value]);
    else if (typeof value === "function") all.set(here, answers(here, value as Speak));
    else if (typeof value === "object" && value !== null) {
      for (const [inner, texts] of said(value, `${here}.`)) all.set(inner, texts);
    }
  }
  return all;
}

type Speak = (...values: unknown[]) => string;

function answers(path: string, speak: Speak): readonly string[] {
  if (path === "talkedFor") return DURATIONS_MS.map((duration) => speak("Kim", duration));
  if (path.startsWith("notices.")) return [speak("Kim"), speak(null)];
  if (/^(position|unread|stars|delay|loss)$/.test(path)) return COUNTS.map((count) => speak(count));
  return [speak("Kim")];
}

const CATALOGUES: readonly Words[] = [ar, de, es, fr, it, ja, nl, pt, zh];

describe.each(CATALOGUES.map((words) => [words.language, words] as const))("%s", (code, words) => {
  const english = said(en);
  const own = said(words);

  test("says something everywhere, and never a placeholder", () => {
    const odd = [...own].filter(([, texts]) =>
      texts.some(
        (text) => text.trim() === "" || /\bundefined\b|\bnull\b|NaN|\[object|\$\{|#/.test(text),
      ),
    );
    expect(odd).toEqual([]);
  });

  test("leaves nothing in English", () => {
    const left = [...own].filter(
      ([path, texts]) =>
        path !== "direction" && texts.some((text) => english.get(path)?.includes(text)),
    );
    expect(left.map(([path]) => path).toSorted()).toEqual([...(SAME[code] ?? [])].toSorted());
  });

  test("names the person wherever English does", () => {
    const naming = [...english].filter(([, texts]) => texts[0]?.includes("Kim"));
    expect(naming.length).toBeGreaterThan(10);
    expect(naming.filter(([path]) => !own.get(path)?.[0]?.includes("Kim"))).toEqual([]);
  });

  test("has every form that its numbers need", () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const unread = new Set(COUNTS.map((count) => words.unread(count).replace(/[\d.,\s  ]+/g, " ")));
    // French, Spanish, Portuguese and Italian count millions in another way ("un million de …").
    expect(unread.size).toBeGreaterThanOrEqual(Math.min(forms.length, 3));
  });

  test("buttons that stand side by side differ", () => {
    const names = [
      words.mute,
      words.unmute,
      words.cameraOff,
      words.cameraOn,
      words.share,
      words.stopSharing,
      words.flip,
      words.minimize,
      words.expand,
      words.settings,
      words.chat,
      words.endCall,
      words.close,
      words.send,
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test("reads in its own direction", () => {
    expect(words.direction).toBe(code === "ar" ? "rtl" : "ltr");
  });
});

import { describe, expect, test } from "vitest";
import { ar as arWords } from "../words/ar.ts";
import { de as deWords } from "../words/de.ts";
import { en as enWords } from "../words/en.ts";
import { es as esWords } from "../words/es.ts";
import { fr as frWords } from "../words/fr.ts";
import { it as itWords } from "../words/it.ts";
import { ja as jaWords } from "../words/ja.ts";
import { nl as nlWords } from "../words/nl.ts";
import { pt as ptWords } from "../words/pt.ts";
import { zh as zhWords } from "../words/zh.ts";
import { type Client, clientOf } from "./client.ts";
import { type Cause, causesOf, explain, type GuideWords, type Missing, stepsFor } from "./guide.ts";
import { loadGuide } from "./load.ts";

const WORDS = [
  arWords,
  deWords,
  enWords,
  esWords,
  frWords,
  itWords,
  jaWords,
  nlWords,
  ptWords,
  zhWords,
];
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0";
/** As each browser calls itself, with its touch points and what it is. */
const AGENTS = {
  "Chrome on Windows": [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 0],
  "Chrome on Linux": [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 0],
  Edge: [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/156.0.0.0`, 0],
  Firefox: ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", 0],
  Safari: [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.2 Safari/605.1.15",
    0,
  ],
  "Chrome on Android": [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, 5],
  "Firefox on Android": ["Mozilla/5.0 (Android 15; Mobile; rv:153.0) Firefox/153.0", 5],
  "Safari on an iPhone": [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.2 Mobile/15E148 Safari/604.1",
    5,
  ],
  "Chrome on an iPhone": [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 CriOS/156.0 Mobile/15E148 Safari/604.1",
    5,
  ],
} as const;
type Agent = keyof typeof AGENTS;
const client = (agent: Agent): Client => clientOf(AGENTS[agent][0], AGENTS[agent][1]);
const CLIENTS = (Object.keys(AGENTS) as Agent[]).map((agent) => [agent, client(agent)] as const);

test.each([
  ["Chrome on Windows", "chrome", "windows", "Chrome"],
  ["Chrome on Linux", "chrome", "other", "Chrome"],
  ["Edge", "edge", "windows", "Edge"],
  ["Firefox", "firefox", "other", "Firefox"],
  ["Safari", "safari", "mac", "Safari"],
  ["Chrome on Android", "chrome_android", "android", "Chrome"],
  ["Firefox on Android", "firefox_android", "android", "Firefox"],
  ["Safari on an iPhone", "ios", "ios", "Safari"],
  ["Chrome on an iPhone", "ios", "ios", "Chrome"],
] as const)("%s is %s on %s, called %s", (agent, browser, system, app) => {
  expect(client(agent)).toMatchObject({ browser, system, app });
});

test("an iPad says that it is a Mac; whoever says nothing gets general steps", () => {
  expect(clientOf(AGENTS.Safari[0], 5).browser).toBe("ios");
  expect(clientOf("", 0)).toMatchObject({ browser: "other", system: "other" });
});

const CAUSES = [
  "denied",
  "dismissed",
  "blocked_by_system",
  "blocked_by_policy",
  "no_device",
  "busy",
  "unsupported",
] as const satisfies readonly Cause[];
const MISSING = ["both", "camera", "microphone"] as const satisfies readonly Missing[];

test("one cause for both is told once, two causes each with its device", () => {
  expect(causesOf({ camera: "denied", microphone: "denied" })).toEqual([["denied", "both"]]);
  expect(causesOf({ camera: "busy", microphone: "granted" })).toEqual([["busy", "camera"]]);
  expect(causesOf({ camera: "no_device", microphone: "dismissed" })).toEqual([
    ["no_device", "camera"],
    ["dismissed", "microphone"],
  ]);
  expect(causesOf({ camera: "unasked", microphone: "granted" })).toEqual([]);
});

const ENGLISH = await loadGuide("en");
const whole = (words: GuideWords, cause: Cause, missing: Missing, here: Client): string =>
  [explain(words, cause, missing, here), ...stepsFor(words, cause, here)].join("\n");

describe.each(WORDS.map((words) => [words.language, words] as const))("%s", (language, words) => {
  test("every cause in every browser is told, apart from every other cause", async () => {
    const guide = await loadGuide(language);
    for (const [agent, here] of CLIENTS) {
      for (const missing of MISSING) {
        const texts = CAUSES.map((cause) => whole(guide, cause, missing, here));
        expect([agent, new Set(texts).size]).toEqual([agent, CAUSES.length]);
        expect(texts.filter((text) => /undefined|\$\{|\n\n|^\s|\s$/.test(text))).toEqual([]);
      }
    }
  });

  test("each browser's own steps: a refusal, a closed question, an operating system", async () => {
    const guide = await loadGuide(language);
    for (const cause of ["denied", "dismissed", "blocked_by_system"] as const) {
      // Chrome asks in the same way on every phone, and keeps a site's settings on every computer.
      const same = ["Chrome on Linux", ...(cause === "dismissed" ? ["Chrome on an iPhone"] : [])];
      const families = CLIENTS.filter(([agent]) => !same.includes(agent));
      const texts = families.map(([, here]) => whole(guide, cause, "both", here));
      expect([cause, new Set(texts).size]).toEqual([cause, texts.length]);
    }
    for (const [, here] of CLIENTS) {
      expect(whole(guide, "dismissed", "camera", here)).toContain(here.app);
      expect(whole(guide, "blocked_by_system", "camera", here)).toContain(here.app);
      expect(explain(guide, "blocked_by_system", "camera", here)).toContain(here.systemName);
    }
  });

  test("what is missing is named: camera, microphone, or both", async () => {
    const guide = await loadGuide(language);
    for (const cause of CAUSES) {
      const texts = MISSING.map((missing) => explain(guide, cause, missing, client("Firefox")));
      expect([cause, new Set(texts).size]).toEqual([cause, MISSING.length]);
    }
  });

  test("names the button that it sends people to", async () => {
    const { again, denied } = await loadGuide(language);
    expect(again).toContain(words.tryAgain);
    expect(denied.firefox.join(" ")).toContain(words.tryAgain);
    expect(denied.firefox_android.join(" ")).toContain(words.tryAgain);
  });

  test.skipIf(language === "en")("nothing is left in English", async () => {
    const guide = await loadGuide(language);
    for (const [, here] of CLIENTS) {
      for (const cause of CAUSES) {
        expect(explain(guide, cause, "both", here)).not.toBe(explain(ENGLISH, cause, "both", here));
        const english = new Set(stepsFor(ENGLISH, cause, here));
        expect(stepsFor(guide, cause, here).filter((step) => english.has(step))).toEqual([]);
      }
    }
  });
});

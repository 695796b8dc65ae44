import { expect, test } from "vitest";
import { chooseLanguage } from "./language.ts";

test("the first wish that can be granted, whatever its region, script or case", () => {
  expect(chooseLanguage([undefined, "de"])).toBe("de");
  expect(chooseLanguage(["", "pt-BR", "en"])).toBe("pt");
  expect(chooseLanguage(["ZH_tw"])).toBe("zh");
  expect(chooseLanguage(["fil", "pl-PL", "nl-BE", "de"])).toBe("nl");
});

test("English where nothing fits, and no word of the language itself is a language", () => {
  expect(chooseLanguage([])).toBe("en");
  expect(chooseLanguage(["tlh", "toString", "__proto__", "constructor"])).toBe("en");
});

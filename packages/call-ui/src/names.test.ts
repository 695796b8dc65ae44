import { expect, test } from "vitest";
import { initials, nameOf } from "./names.ts";
import { en } from "./words/en.ts";

test("initials are two letters at most", () => {
  expect(initials("Agent")).toBe("AG");
  expect(initials("  maria de la cruz ")).toBe("MC");
  expect(initials("李")).toBe("李");
  expect(initials("")).toBe("");
});

test("a side without a name is called by the screen's name for it, or by its role", () => {
  expect(nameOf(null, "visitor", en)).toBe("Agent");
  expect(nameOf({ name: "  " }, "agent", en, " ")).toBe("Visitor");
  expect(nameOf({ name: null }, "agent", en, "Kim")).toBe("Kim");
  expect(nameOf({ name: "Robin" }, "agent", en, "Kim")).toBe("Robin");
});

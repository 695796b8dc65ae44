import { describe, expect, test } from "vitest";
import {
  decide,
  isExcluded,
  type Decision,
  type NavigationFacts,
  type Situation,
} from "./decide.ts";

const LINK: NavigationFacts = {
  from: "page",
  type: "push",
  url: "https://shop.example/b",
  currentUrl: "https://shop.example/a",
  sameDocument: false,
  hashChange: false,
  download: false,
  cancelable: true,
  handledByPage: false,
  unasked: false,
};
const CALL: Situation = { callIsLive: true, showing: "page", excludedPaths: ["/owner/"] };

const LEFT: Decision = { do: "leave-alone" };
const carried = (history: "push" | "replace"): Decision => ({ do: "carry", history });

type Row = [string, Partial<NavigationFacts>, Partial<Situation>, Decision];

describe("from the page that was loaded for real", () => {
  test.each<Row>([
    ["a link", {}, {}, carried("push")],
    ["location.replace", { type: "replace" }, {}, carried("replace")],
    ["a fragment", { hashChange: true }, {}, LEFT],
    ["pushState", { sameDocument: true }, {}, LEFT],
    ["Back", { type: "traverse" }, {}, LEFT],
    ["a script's reload", { type: "reload" }, {}, carried("replace")],
    ["a script's reload without a call", { type: "reload" }, { callIsLive: false }, LEFT],
    ["a download", { download: true }, {}, LEFT],
    ["one that a router took over", { handledByPage: true }, {}, LEFT],
    ["one that cannot be stopped", { cancelable: false }, {}, LEFT],
    ["mail", { url: "mailto:a@example.com" }, {}, LEFT],
    ["a blob", { url: "blob:https://shop.example/1" }, {}, LEFT],
    ["another site", { url: "https://other.example/" }, {}, { do: "offer", kind: "cross-origin" }],
    [
      "the same host, plain",
      { url: "http://shop.example/b" },
      {},
      { do: "offer", kind: "cross-origin" },
    ],
    [
      "an excluded path",
      { url: "https://shop.example/owner/x" },
      {},
      { do: "offer", kind: "excluded" },
    ],
    ["a link without a call", {}, { callIsLive: false }, LEFT],
  ])("%s", (_, facts, situation, decision) => {
    expect(decide({ ...LINK, ...facts }, { ...CALL, ...situation })).toEqual(decision);
  });
});

describe("while a carried page is showing", () => {
  test.each<Row>([
    ["a link inside it", { from: "frame" }, {}, carried("push")],
    ["target=_top", { from: "page" }, {}, carried("push")],
    ["a fragment inside it", { from: "frame", hashChange: true }, {}, { do: "jump" }],
    ["a fragment at the top", { from: "page", hashChange: true }, {}, { do: "jump" }],
    ["our own step to a fragment", { from: "frame", hashChange: true, type: "replace" }, {}, LEFT],
    ["its router", { from: "frame", sameDocument: true }, {}, LEFT],
    ["its reload", { from: "frame", type: "reload" }, {}, carried("replace")],
    ["a script's reload of the tab", { from: "page", type: "reload" }, {}, carried("replace")],
    ["Back", { from: "page", type: "traverse" }, {}, LEFT],
    [
      "another site",
      { from: "frame", url: "https://other.example/" },
      {},
      { do: "offer", kind: "cross-origin" },
    ],
    ["a link after the call", { from: "frame" }, { callIsLive: false }, { do: "load-for-real" }],
    ["the top after the call", { from: "page" }, { callIsLive: false }, LEFT],
    [
      "a fragment after the call",
      { from: "frame", hashChange: true },
      { callIsLive: false },
      { do: "jump" },
    ],
  ])("%s", (_, facts, situation, decision) => {
    expect(decide({ ...LINK, ...facts }, { ...CALL, showing: "frame", ...situation })).toEqual(
      decision,
    );
  });
});

test("excluded paths are prefixes, and an empty one excludes nothing", () => {
  const url = new URL("https://shop.example/checkout/pay?x=1");
  expect(isExcluded(url, ["/checkout"])).toBe(true);
  expect(isExcluded(url, ["/pay"])).toBe(false);
  expect(isExcluded(url, [""])).toBe(false);
});

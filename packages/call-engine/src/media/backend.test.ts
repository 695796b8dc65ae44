import { afterEach, expect, test, vi } from "vitest";
import { browserMedia } from "./backend.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser with such devices and such a document. */
function canShare(mediaDevices: object | undefined, document: object): boolean {
  vi.stubGlobal("navigator", { mediaDevices, maxTouchPoints: 0 });
  vi.stubGlobal("document", document);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("HTMLMediaElement", { prototype: {} });
  return browserMedia().canShareScreen;
}

const ALL = { getDisplayMedia: () => undefined };
const allows = (feature: string) => ({ allowsFeature: (asked: string) => asked === feature });

test("a screen can be shared where browser and page let it", () => {
  expect(canShare(ALL, {})).toBe(true);
  expect(canShare(ALL, { featurePolicy: allows("display-capture") })).toBe(true);
  expect(canShare(ALL, { permissionsPolicy: allows("display-capture") })).toBe(true);
});

test("no button where the page's policy forbids it, or the browser cannot", () => {
  expect(canShare(ALL, { featurePolicy: allows("camera") })).toBe(false);
  expect(canShare(ALL, { permissionsPolicy: allows("camera") })).toBe(false);
  expect(canShare({}, {})).toBe(false);
  expect(canShare(undefined, {})).toBe(false);
});

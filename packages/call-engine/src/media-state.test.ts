import { expect, test } from "vitest";
import { NOTHING_SENT } from "@knockknock/protocol";
import { newerMedia, OwnMedia } from "./media-state.ts";

const on = { microphone: "on", camera: "on", screen: false } as const;

test("the newer state wins whichever road it came by", () => {
  const older = { ...on, n: 3 };
  const newer = { ...on, camera: "off" as const, n: 4 };
  expect(newerMedia(older, newer)).toBe(newer);
  expect(newerMedia(newer, older)).toBe(newer);
});

test("only a real change is announced", () => {
  const own = new OwnMedia();
  expect(own.change(on)).toEqual({ ...on, n: 1 });
  expect(own.change(on)).toBeNull();
  expect(own.change({ ...on, microphone: "muted" })?.n).toBe(2);
});

test("a page that resumes counts on from the page before it", () => {
  const own = new OwnMedia();
  own.change(on);
  expect(own.countFrom({ ...NOTHING_SENT, n: 9 })).toEqual({ ...on, n: 10 });
  expect(own.countFrom({ ...on, n: 10 })).toBeNull();
  expect(own.countFrom({ ...on, n: 2 })).toBeNull();
});

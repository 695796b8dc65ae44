import { beforeAll, expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeMedia, FakeStream, FakeTrack } from "../testing/fake-media.ts";
import { ScreenShare } from "./screen.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** The browser refuses with this, after so many milliseconds. */
async function refused(message: string, afterMs: number, name = "NotAllowedError") {
  const clock = new FakeClock();
  const media = new FakeMedia();
  const screen = new ScreenShare(media, clock);
  media.screenFails = { name, message };
  media.picker = new Promise((resolve) => void clock.after(afterMs, resolve));
  const outcome = screen.start();
  await clock.advance(afterMs);
  expect(screen.state.value).toBe("off");
  return outcome;
}

// Chromium 156's and Firefox 153's words.
const BY_USER = "Permission denied by user";
const BY_SYSTEM = "Permission denied by system";
const BY_POLICY = 'Access to the feature "display-capture" is disallowed by permissions policy.';
const FIREFOX =
  "The request is not allowed by the user agent or the platform in the current context.";

test.each([
  ["a picker that is closed", BY_USER, 2_000],
  ["the same in Firefox", FIREFOX, 2_000],
])("%s is no failure", async (_what, message, afterMs) => {
  expect(await refused(message, afterMs)).toBe("cancelled");
});

test.each([
  ["the operating system", BY_SYSTEM, 2_000],
  ["the page's policy", BY_POLICY, 1],
  ["the system, in Firefox's words for all", FIREFOX, 20],
])("a refusal by %s is one, to be told", async (_what, message, afterMs) => {
  expect(await refused(message, afterMs)).toBe("failed");
});

test("what cannot be captured has failed, however long the picker was open", async () => {
  expect(await refused("Could not start video source", 2_000, "NotReadableError")).toBe("failed");
});

/** What is known of a share of this surface, with this capture handle: ours, another's or none. */
async function shows(displaySurface: string | undefined, whose: "own" | "other" | "none") {
  let own = "";
  const announceCaptureHandle = (handle: string): void => {
    own = handle;
  };
  const media = Object.assign(new FakeMedia(), { announceCaptureHandle });
  const settings = displaySurface === undefined ? {} : { displaySurface };
  const handles = {
    own: () => ({ handle: own }),
    other: () => ({ handle: "x" }),
    none: () => null,
  };
  const track = Object.assign(new FakeTrack("video", "Screen", settings), {
    getCaptureHandle: handles[whose],
  });
  media.getDisplayMedia = () => Promise.resolve(new FakeStream([track]) as unknown as MediaStream);
  const screen = new ScreenShare(media, new FakeClock());
  await screen.start();
  return { contentHint: track.contentHint, shows: screen.share.value?.showsThisPage };
}

test.each([
  ["this very tab", "browser", "own", true],
  ["another tab", "browser", "other", false],
  ["a tab without a name", "browser", "none", false],
  ["a whole screen", "monitor", "none", null],
  ["a window", "window", "none", null],
  ["what the browser does not name", undefined, "none", null],
] as const)("%s: does it show the page?", async (_what, surface, whose, expected) => {
  expect((await shows(surface, whose)).shows).toBe(expected);
});

test("tells the encoder that a screen is text, whose detail counts", async () => {
  expect((await shows("monitor", "none")).contentHint).toBe("detail");
});

import type { DevicePermission } from "@knockknock/protocol";
import { createFakeCall, fakeLocal } from "@knockknock/call-engine/testing";
import type { State, States } from "../state.ts";
import { act, agent, listening, me } from "./people.ts";

const withoutBoth = (why: DevicePermission, over: Partial<State> = {}): State => ({
  ...over,
  model: createFakeCall({
    durationMs: 12_000,
    remote: agent(),
    ...listening(why),
  }),
});

const withoutCamera = (why: DevicePermission): State => ({
  model: createFakeCall({
    durationMs: 12_000,
    local: fakeLocal({ camera: "none", permission: { microphone: "granted", camera: why } }),
    remote: agent(),
    askAgain: act,
    toggleCamera: null,
  }),
});

const withoutMicrophone = (why: DevicePermission): State => ({
  model: createFakeCall({
    durationMs: 12_000,
    local: me({ microphone: "none", permission: { microphone: why, camera: "granted" } }),
    remote: agent(),
    askAgain: act,
    toggleMicrophone: null,
  }),
});

const WHY: readonly DevicePermission[] = [
  "denied",
  "dismissed",
  "blocked_by_system",
  "blocked_by_policy",
  "no_device",
  "busy",
];

const chrome = "Chrome/150.0.0.0 Safari/537.36";
const BROWSERS: Readonly<Record<string, string>> = {
  chrome: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome}`,
  "chrome-android": `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome}`,
  edge: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} Edg/150.0.0.0`,
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "firefox-android": "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
  safari:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
};

const each = <T extends string>(names: readonly T[], prefix: string, make: (name: T) => State) =>
  Object.fromEntries(names.map((name) => [`${prefix}-${name}`, () => make(name)]));

/** Without camera, microphone or both: each reason, and the way out of it in each browser. */
export const listener: States = {
  ...each(WHY, "listener", (why) => withoutBoth(why)),
  ...each(["denied", "no_device", "busy"], "no-camera", withoutCamera),
  ...each(["denied", "no_device", "busy"], "no-microphone", withoutMicrophone),
  ...each(Object.keys(BROWSERS), "guide", (browser) =>
    withoutBoth("denied", {
      press: [(words) => words.showMeHow],
      userAgent: BROWSERS[browser] ?? "",
    }),
  ),
};

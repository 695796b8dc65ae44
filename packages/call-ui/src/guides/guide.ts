import type { DevicePermission, PermissionState } from "@knockknock/protocol";
import type { Browser, Client, System } from "./client.ts";

/** Why a device may not be used. */
export type Cause = Exclude<DevicePermission, "unasked" | "prompting" | "granted">;
export type Missing = "both" | "camera" | "microphone";

type ForApp<T> = (app: string) => T;
type Steps = readonly string[];

/** What a guide says in one language. Names of browsers and systems are the same in all. */
export interface GuideWords {
  readonly why: Readonly<
    Record<Cause, (missing: Missing, app: string, systemName: string) => string>
  >;
  /** Where the browser keeps the permission of a website. */
  readonly denied: Readonly<Record<Browser, Steps>>;
  /** Names the button *Ask again*. */
  readonly again: string;
  /** Where the browser's question shows. */
  readonly asks: Readonly<Record<"top" | "middle" | "screen", ForApp<string>>>;
  /** Where the operating system keeps the permission of a browser. */
  readonly system: Readonly<Record<System, ForApp<Steps>>>;
  readonly plugIn: Readonly<Record<"computer" | "phone", string>>;
  readonly closeOthers: Readonly<Record<"computer" | "phone", string>>;
  readonly elsewhere: string;
  readonly reload: string;
}

const OPEN = new Set<DevicePermission>(["unasked", "prompting", "granted"]);
const causeOf = (permission: DevicePermission): Cause | null =>
  OPEN.has(permission) ? null : (permission as Cause);

/** Each cause once, with what it keeps from being used. */
export function causesOf({ camera, microphone }: PermissionState): readonly [Cause, Missing][] {
  const noCamera = causeOf(camera);
  const noMicrophone = causeOf(microphone);
  if (noCamera !== null && noCamera === noMicrophone) return [[noCamera, "both"]];
  const causes: [Cause, Missing][] = [];
  if (noCamera !== null) causes.push([noCamera, "camera"]);
  if (noMicrophone !== null) causes.push([noMicrophone, "microphone"]);
  return causes;
}

export const explain = (
  words: GuideWords,
  cause: Cause,
  missing: Missing,
  client: Client,
): string => words.why[cause](missing, client.app, client.systemName);

/** What to do about it in this very browser; empty where nothing that a visitor does helps. */
export function stepsFor(words: GuideWords, cause: Cause, client: Client): Steps {
  const { app, browser, system } = client;
  const handheld = system === "ios" || system === "android" ? "phone" : "computer";
  switch (cause) {
    case "denied":
      // On iOS only Safari keeps this by itself; the others leave it to the system.
      return browser === "ios" && app !== "Safari"
        ? [...words.system.ios(app), words.reload]
        : [...words.denied[browser], words.reload];
    case "dismissed":
      return [words.again, words.asks[placeOf(client)](app)];
    case "blocked_by_system":
      return [...words.system[system](app), words.reload];
    case "no_device":
      return [words.plugIn[handheld], words.again];
    case "busy":
      return [words.closeOthers[handheld], words.again];
    case "unsupported":
      return [words.elsewhere];
    case "blocked_by_policy":
      return [];
  }
}

function placeOf({ browser, system }: Client): "top" | "middle" | "screen" {
  if (system === "ios" || system === "android") return "screen";
  return browser === "safari" ? "middle" : "top";
}

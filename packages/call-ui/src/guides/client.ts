/** Where the steps to allow camera and microphone differ. */
export type Browser =
  "chrome" | "edge" | "firefox" | "safari" | "chrome_android" | "firefox_android" | "ios" | "other";
export type System = "windows" | "mac" | "android" | "ios" | "other";

/** The visitor's browser, as a guide has to know it. */
export interface Client {
  readonly browser: Browser;
  readonly system: System;
  /** As people call them. */
  readonly app: string;
  readonly systemName: string;
}

/** The first that fits; nearly everybody says that they are Chrome and Safari as well. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|OPT\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/**
 * The user agent string is the only thing that every browser gives; a wrong guess shows general
 * steps and breaks nothing.
 */
export function clientOf(userAgent: string, touchPoints: number): Client {
  const says = (pattern: RegExp): boolean => pattern.test(userAgent);
  const app = APPS.find(([pattern]) => says(pattern))?.[1] ?? "Browser";
  // An iPad says it is a Mac; no Mac has a touch screen.
  if (says(/iPhone|iPad|iPod/) || (says(/Macintosh/) && touchPoints > 1)) {
    return { browser: "ios", system: "ios", app, systemName: "iOS" };
  }
  if (says(/Android/)) {
    const browser = app === "Firefox" ? "firefox_android" : "chrome_android";
    return { browser, system: "android", app, systemName: "Android" };
  }
  const browser = says(/Edg/)
    ? "edge"
    : app === "Firefox"
      ? "firefox"
      : app === "Safari"
        ? "safari"
        : says(/Chrome\//)
          ? "chrome"
          : "other";
  if (says(/Windows/)) return { browser, system: "windows", app, systemName: "Windows" };
  if (says(/Macintosh/)) return { browser, system: "mac", app, systemName: "macOS" };
  return { browser, system: "other", app, systemName: says(/CrOS/) ? "ChromeOS" : "Linux" };
}

/** Where the steps to allow camera and microphone differ. */
export type Guide =
  "chrome" | "chrome_android" | "firefox" | "firefox_android" | "safari" | "ios" | "other";

/**
 * Which steps fit this browser. The user agent string is the only thing that every browser gives;
 * a wrong guess shows general steps and breaks nothing.
 */
export function guideFor(userAgent: string, touchPoints: number): Guide {
  const android = /Android/.test(userAgent);
  // An iPad says it is a Mac; no Mac has a touch screen.
  const ios =
    /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  if (ios) return "ios";
  if (/Firefox\//.test(userAgent)) return android ? "firefox_android" : "firefox";
  if (/Chrome\/|Chromium\//.test(userAgent)) return android ? "chrome_android" : "chrome";
  if (/Safari\//.test(userAgent)) return "safari";
  return "other";
}

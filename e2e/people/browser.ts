/** One browser process per person: two pages of one window would throttle each other. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "@playwright/test";
import { face, type FaceName } from "./faces.ts";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";

const FLAGS = [
  "--no-sandbox",
  "--use-fake-device-for-media-stream",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--metrics-recording-only",
  "--disable-features=WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints,Translate,DialMediaRouteProvider",
];

export interface BrowserChoice {
  readonly face: FaceName;
  /**
   * `allow`: every prompt is answered at once. `real`: the browser's own permission machine, as
   * the context's permissions say.
   */
  readonly prompts: "allow" | "real";
  /** A file of the test's own in the place of the face: while it exists, there is a camera. */
  readonly camera?: string;
  /** So many cameras with Chromium's own pattern in the place of the one with the face. */
  readonly cameras?: number;
  readonly flags?: readonly string[];
}

export function chromiumPath(): string | undefined {
  const chosen = process.env["KNOCK_TEST_CHROMIUM"];
  if (chosen !== undefined && chosen !== "") return chosen;
  return existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined;
}

export async function openBrowser(choice: BrowserChoice): Promise<Browser> {
  const { video, speech } = await face(choice.face);
  const executablePath = chromiumPath();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...FLAGS,
      ...(choice.prompts === "allow" ? ["--use-fake-ui-for-media-stream"] : []),
      choice.cameras === undefined
        ? `--use-file-for-fake-video-capture=${choice.camera ?? video}`
        : `--use-fake-device-for-media-stream=device-count=${String(choice.cameras)}`,
      `--use-file-for-fake-audio-capture=${speech}`,
      ...(choice.flags ?? []),
    ],
  });
}

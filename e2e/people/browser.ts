/** One browser process per person: two pages of one window would throttle each other. */
import { existsSync } from "node:fs";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from "@playwright/test";
import { installProbe } from "../measure/probe.ts";
import type { Engine } from "./engines.ts";
import { face, type FaceName } from "./faces.ts";
import { installFirefoxDevices, openFirefox, permitInFirefox, type Device } from "./firefox.ts";

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
  // The last two are pages of the browser's own that every window would load beforehand: a tenth of
  // what a short call takes of the processors.
  "--disable-features=WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints,Translate,DialMediaRouteProvider,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];

export interface BrowserChoice {
  /** What Chromium's fake camera and microphone play; Firefox's cannot play files. */
  readonly face: FaceName;
  /**
   * `allow`: every prompt is answered at once. `real`: the browser's own permission machine, as
   * `allows` says.
   */
  readonly prompts: "allow" | "real";
  readonly allows?: readonly Device[];
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

async function switches(choice: BrowserChoice): Promise<string[]> {
  const { video, speech } = await face(choice.face);
  return [
    ...FLAGS,
    ...(choice.prompts === "allow" ? ["--use-fake-ui-for-media-stream"] : []),
    choice.cameras === undefined
      ? `--use-file-for-fake-video-capture=${choice.camera ?? video}`
      : `--use-fake-device-for-media-stream=device-count=${String(choice.cameras)}`,
    `--use-file-for-fake-audio-capture=${speech}`,
    ...(choice.flags ?? []),
  ];
}

export async function openBrowser(choice: BrowserChoice): Promise<Browser> {
  const executablePath = chromiumPath();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: await switches(choice),
  });
}

export interface Seat {
  readonly browser: Browser;
  /** Nothing of anybody else's is in it. */
  readonly context: BrowserContext;
  readonly leave: () => Promise<void>;
}

/**
 * Browsers that wait for the next person who wants the same one, by how they were started: a start
 * costs as much as a short call. The worker process takes the last ones with it.
 */
const waiting: { readonly started: string; readonly browser: Browser }[] = [];
/** A visitor's and an agent's. */
const MOST_WAITING = 2;

/** Somebody's own browser, with the probe in every page, tab and window that it will have. */
export async function openSeat(
  engine: Engine,
  choice: BrowserChoice,
  options: BrowserContextOptions,
): Promise<Seat> {
  const inFirefox = engine === "firefox";
  const allowed = choice.prompts === "real" ? (choice.allows ?? []) : undefined;
  // What Firefox asks about is decided for the whole browser.
  const again = inFirefox ? allowed === undefined : true;
  const started = inFirefox ? engine : (await switches(choice)).join(" ");
  const at = again ? waiting.findIndex((one) => one.started === started) : -1;
  const [found] = at === -1 ? [] : waiting.splice(at, 1);
  const browser =
    found?.browser ?? (await (inFirefox ? openFirefox(allowed) : openBrowser(choice)));
  const context = await browser.newContext(options);
  let left = false;
  const leave = async (): Promise<void> => {
    if (left) return;
    left = true;
    await context.close();
    if (!again || !browser.isConnected()) return browser.close();
    waiting.push({ started, browser });
    if (waiting.length > MOST_WAITING) await waiting.shift()?.browser.close();
  };
  if (inFirefox) await context.addInitScript(installFirefoxDevices);
  else if (choice.allows) await context.grantPermissions([...choice.allows]);
  await context.addInitScript(installProbe);
  return { browser, context, leave };
}

/** Changes what websites may use, as the person would in the browser's settings. */
export async function permit(
  engine: Engine,
  context: BrowserContext,
  allowed: readonly Device[],
): Promise<void> {
  const browser = context.browser();
  if (engine === "firefox" && browser) await permitInFirefox(browser, allowed);
  else await context.grantPermissions([...allowed]);
}

/** Stock Firefox, driven by WebDriver BiDi. */
import { existsSync } from "node:fs";
import { firefox, type Browser } from "@playwright/test";
import { FRAMES_PER_SECOND } from "./faces.ts";

declare global {
  interface Window {
    stopSharingInBrowser?: () => void;
  }
}

export type Device = "camera" | "microphone";

const CANDIDATES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.video.default_fps": FRAMES_PER_SECOND,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.gmp-manager.updateEnabled": false,
  "media.autoplay.default": 0,
  // As Playwright starts Chromium: Back loads a page anew, and its `load` tells that it is there.
  "browser.sessionhistory.max_total_viewers": 0,
  // A mouse, which can hover (4) and point (2): without a display Firefox sees none.
  "ui.primaryPointerCapabilities": 6,
  "ui.allPointerCapabilities": 6,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "messaging-system.rsexperimentloader.enabled": false,
};

function firefoxPath(): string {
  const chosen = process.env["KNOCK_TEST_FIREFOX"];
  const candidates = chosen === undefined || chosen === "" ? CANDIDATES : [chosen];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new Error(
      `Firefox is not installed as ${candidates.join(" or ")}: run “apt-get install firefox-esr”, ` +
        "or set KNOCK_TEST_FIREFOX to its path",
    );
  }
  return path;
}

/** The preference that decides without a prompt: 1 allows, 2 denies. */
const decisions = (allowed: readonly Device[]) =>
  (["camera", "microphone"] as const).map(
    (device) => [`permissions.default.${device}`, allowed.includes(device) ? 1 : 2] as const,
  );

/** Playwright's BiDi session of a browser; its answers are those of the protocol. */
interface BidiSession {
  send(command: string, parameters: object): Promise<unknown>;
}

function bidiSession(browser: Browser): BidiSession {
  interface Inside {
    _connection?: { toImpl?: (outside: Browser) => { _browserSession?: BidiSession } };
  }
  const session = (browser as Inside)._connection?.toImpl?.(browser)._browserSession;
  if (!session) throw new Error("This Playwright keeps its BiDi session elsewhere");
  return session;
}

/** With `allowed` the browser decides by these permissions; without, it grants every request. */
export async function openFirefox(allowed?: readonly Device[]): Promise<Browser> {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: firefoxPath(),
    // Changing a permission later takes the browser's own scripts.
    args: allowed ? ["--remote-allow-system-access"] : [],
    firefoxUserPrefs: {
      ...PREFERENCES,
      "media.navigator.permission.disabled": allowed === undefined,
      ...(allowed ? Object.fromEntries(decisions(allowed)) : {}),
    },
  });
  const session = bidiSession(browser);
  const send = session.send.bind(session);
  // Playwright sends this one for every context, and Firefox 153 does not know it yet.
  session.send = (command, parameters) =>
    command === "emulation.setMediaFeaturesOverride"
      ? Promise.resolve({})
      : send(command, parameters);
  return browser;
}

/** As the person would in the browser's settings, for all websites. */
export async function permitInFirefox(browser: Browser, allowed: readonly Device[]): Promise<void> {
  const session = bidiSession(browser);
  const { contexts } = (await session.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  })) as { contexts: { context: string }[] };
  const context = contexts[0]?.context;
  if (context === undefined) throw new Error("Firefox has no window of its own");
  for (const [name, value] of decisions(allowed)) {
    await session.send("script.evaluate", {
      expression: `Services.prefs.setIntPref("${name}", ${String(value)})`,
      target: { context },
      awaitPromise: false,
    });
  }
}

/**
 * For `addInitScript`: a desktop's devices. Firefox's fake camera calls itself a rear one, as no
 * desktop's does, and without a display there is no screen to share: a canvas stands for it, which
 * is given out as Firefox does, at a click only. It is played by a video, whose capture ends as a
 * screen's does, with the browser's own event: `stopSharingInBrowser()`, for its bar.
 */
export function installFirefoxDevices(): void {
  if (!("mediaDevices" in navigator)) return;
  const devices = navigator.mediaDevices;
  const capture = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints);
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings.bind(track);
      track.getSettings = () => {
        const { facingMode: _, ...others } = settings();
        return others;
      };
    }
    return stream;
  };
  devices.getDisplayMedia = async () => {
    if (!navigator.userActivation.isActive) {
      throw new DOMException(
        "getDisplayMedia must be called from a user gesture handler.",
        "InvalidStateError",
      );
    }
    const canvas = document.createElement("canvas");
    canvas.width = 1920;
    canvas.height = 1080;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("No canvas");
    const screen = document.createElement("video") as HTMLVideoElement & {
      mozCaptureStream(): MediaStream;
    };
    let stream: MediaStream | null = null;
    let frames = 0;
    const drawing = setInterval(() => {
      context.fillStyle = "white";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = "black";
      context.fillRect((frames++ * 40) % canvas.width, 200, 300, 300);
      if (stream?.getTracks().every(({ readyState }) => readyState === "ended") === true) {
        clearInterval(drawing);
      }
    }, 100);
    screen.muted = true;
    screen.srcObject = canvas.captureStream(10);
    await screen.play();
    stream = screen.mozCaptureStream();
    window.stopSharingInBrowser = () => {
      screen.srcObject = null;
    };
    return stream;
  };
}

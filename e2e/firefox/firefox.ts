/** A person with stock Firefox, driven by WebDriver BiDi. Its fake devices cannot play files. */
import { existsSync } from "node:fs";
import { launch, type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { installProbe } from "../measure/probe.ts";

const CANDIDATES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
const WITHIN_MS = 15_000;

function firefoxPath(): string {
  const chosen = process.env["KNOCK_TEST_FIREFOX"];
  const path = chosen ?? CANDIDATES.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error("Firefox is not installed; set KNOCK_TEST_FIREFOX");
  return path;
}

/** In the page: a visible, usable control by role and accessible name, through open shadow roots. */
function findControl(roles: string, name: string): HTMLElement | null {
  const visit = (root: Document | ShadowRoot): HTMLElement | null => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.shadowRoot) {
        const inside = visit(element.shadowRoot);
        if (inside) return inside;
      }
      // A press on a control that is not usable yet would be lost, as a person's would.
      if (!element.matches(roles) || element.matches(":disabled")) continue;
      if (!element.checkVisibility()) continue;
      const labels = (element as Partial<HTMLInputElement>).labels ?? null;
      const own =
        element.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? element.textContent;
      if (own.trim() === name) return element;
    }
    return null;
  };
  return visit(document);
}

export class FirefoxPerson {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async opens(url: string): Promise<FirefoxPerson> {
    const browser = await launch({
      browser: "firefox",
      executablePath: firefoxPath(),
      headless: true,
      extraPrefsFirefox: {
        "media.navigator.streams.fake": true,
        "media.navigator.permission.disabled": true,
        "media.peerconnection.ice.obfuscate_host_addresses": false,
        "media.gmp-manager.updateEnabled": false,
        "media.autoplay.default": 0,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
      },
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1200, height: 800 });
    await page.evaluateOnNewDocument(installProbe);
    await page.goto(url);
    return new FirefoxPerson(browser, page);
  }

  async press(name: string, roles = "button, [role=button]"): Promise<void> {
    await (await this.#control(roles, name)).click();
  }

  /** Waits until there is such a control. */
  async shows(name: string, roles: string): Promise<void> {
    await this.#control(roles, name);
  }

  async types(name: string, text: string): Promise<void> {
    await (await this.#control("input, textarea", name)).type(text);
  }

  /** Waits until the call screen's `data-phase` is this one. */
  async reaches(phase: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelector(`[data-phase="${wanted}"]`) !== null,
      { timeout: WITHIN_MS },
      phase,
    );
  }

  /** More frames of the other side's camera are decoded, and sound arrives. */
  async receives(): Promise<void> {
    const received = () =>
      this.page.evaluate(async () => {
        const total = { frames: 0, audioBytes: 0 };
        for (const connection of window.knockProbe.connections) {
          for (const report of (await connection.getStats()).values()) {
            const entry = report as Partial<RTCInboundRtpStreamStats> & { type: string };
            if (entry.type !== "inbound-rtp") continue;
            if (entry.kind === "video") total.frames += entry.framesDecoded ?? 0;
            else total.audioBytes += entry.bytesReceived ?? 0;
          }
        }
        return total;
      });
    const before = await received();
    const giveUpAt = Date.now() + WITHIN_MS;
    for (;;) {
      const now = await received();
      if (now.frames > before.frames + 10 && now.audioBytes > before.audioBytes) return;
      if (Date.now() > giveUpAt) {
        throw new Error(`Firefox decoded ${JSON.stringify(now)} after ${JSON.stringify(before)}`);
      }
    }
  }

  async leaves(): Promise<void> {
    await this.#browser.close();
  }

  async #control(roles: string, name: string): Promise<ElementHandle<HTMLElement>> {
    const handle = await this.page.waitForFunction(
      findControl,
      { timeout: WITHIN_MS },
      roles,
      name,
    );
    const element = handle.asElement();
    if (!element) throw new Error(`Firefox shows no control “${name}”`);
    return element as ElementHandle<HTMLElement>;
  }
}

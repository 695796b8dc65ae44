import type { Identity } from "@knockknock/protocol";
import { expect, type Page } from "@playwright/test";
import type { Company } from "../company/company.ts";
import { holdPrompt } from "../measure/probe.ts";
import { openSeat, permit, type Seat } from "./browser.ts";
import { CallScreen, OFTEN } from "./call-screen.ts";
import { engineOf, firefoxLacks } from "./engines.ts";
import type { Device } from "./firefox.ts";
import { installPhoneCameras } from "./phone.ts";

export interface VisitorManner {
  /** What the visitor's browser allows; by default both, without asking. */
  readonly allows?: readonly Device[];
  /** Closes the browser's question without an answer, as Chromium does without a window. */
  readonly waves?: boolean;
  /** The prompt stays open until `answersPrompt`. */
  readonly hesitates?: boolean;
  /** Instead of the face: see `BrowserChoice`. */
  readonly camera?: string;
  readonly cameras?: number;
  /** Scripts of the test's own, before the page's. */
  readonly equipped?: readonly (() => void)[];
  readonly flags?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Its two cameras say which way they face; with `cameras`, the browser's own ones do not. */
  readonly phone?: boolean;
  readonly portrait?: boolean;
}

/** Somebody on the company's website. */
export class Visitor extends CallScreen {
  readonly #company: Company;
  readonly #seat: Seat;

  private constructor(company: Company, seat: Seat, page: Page) {
    super(page, page.locator("knock-knock"));
    this.#company = company;
    this.#seat = seat;
  }

  static async comes(company: Company, manner: VisitorManner = {}): Promise<Visitor> {
    if (
      manner.waves ||
      manner.flags ||
      manner.camera !== undefined ||
      manner.cameras !== undefined
    ) {
      firefoxLacks("visitor", "such devices and answers: they are Chromium's own, for tests");
    }
    const seat = await openSeat(
      engineOf("visitor"),
      {
        face: manner.portrait ? "visitor-portrait" : "visitor",
        prompts: manner.allows || manner.waves ? "real" : "allow",
        ...(manner.allows ? { allows: manner.allows } : {}),
        ...(manner.camera === undefined ? {} : { camera: manner.camera }),
        ...(manner.cameras === undefined ? {} : { cameras: manner.cameras }),
        ...(manner.flags ? { flags: manner.flags } : {}),
      },
      {
        viewport: manner.viewport ?? { width: 1100, height: 760 },
        // Firefox cannot play a touch screen; it can be as narrow.
        ...(manner.phone && engineOf("visitor") === "chromium"
          ? { isMobile: true, hasTouch: true }
          : {}),
      },
    );
    const page = await seat.context.newPage();
    if (manner.phone && manner.cameras === undefined) {
      await page.addInitScript(installPhoneCameras);
    }
    if (manner.hesitates) await page.addInitScript(holdPrompt);
    for (const script of manner.equipped ?? []) await page.addInitScript(script);
    const visitor = new Visitor(company, seat, page);
    if (manner.waves) await visitor.#setsPermissions("prompt");
    await visitor.visits("/");
    return visitor;
  }

  async visits(path: string): Promise<void> {
    await this.page.goto(this.#company.website + path);
  }

  /** Clicks the button on the page. */
  async knocks(): Promise<void> {
    await this.button("Video call").click();
  }

  /** The page tells the widget who this is, as its owner's backend knows or only claims. */
  async isIntroduced(identity: Identity): Promise<void> {
    await this.page.evaluate((given) => {
      const api = (window as unknown as { KnockKnock: { identify: (who: Identity) => void } })
        .KnockKnock;
      api.identify(given);
    }, identity);
  }

  async answersPrompt(): Promise<void> {
    await this.page.evaluate(() => window.knockProbe.answerPrompt?.());
  }

  /** Changes the site's permissions in the browser's own settings. */
  async allows(...devices: readonly Device[]): Promise<void> {
    firefoxLacks("visitor", "a protocol that changes a permission under an open page");
    await permit(engineOf("visitor"), this.page.context(), devices);
  }

  /**
   * Pulls a plug. The fakes have none, so the process that captures for the browser is ended: its
   * tracks end by themselves, as they do when a device goes away.
   */
  async loses(device: "camera" | "microphone"): Promise<void> {
    firefoxLacks("visitor", "a capture process of its own that could be ended");
    const service = device === "camera" ? "video_capture" : "audio";
    const session = await this.#seat.browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const found = processInfo.find(({ type }) => type.startsWith(`${service}.mojom`));
    if (!found) throw new Error(`Chromium runs no ${service} service`);
    process.kill(found.id, "SIGKILL");
  }

  /** The operating system tells of a plug that was put in. */
  async plugsIn(): Promise<void> {
    await this.page.evaluate(() => {
      navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
    });
  }

  async #setsPermissions(setting: "prompt" | "granted"): Promise<void> {
    const { origin } = new URL(this.#company.website);
    const ofPage = await this.page.context().newCDPSession(this.page);
    const { targetInfo } = await ofPage.send("Target.getTargetInfo");
    const session = await this.#seat.browser.newBrowserCDPSession();
    for (const name of ["camera", "microphone"]) {
      await session.send("Browser.setPermission", {
        permission: { name },
        setting,
        origin,
        ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
      });
    }
  }

  /** What the page's API says of the call. */
  async state(): Promise<{ readonly callId: string | null }> {
    return this.page.evaluate(
      () => (Reflect.get(window, "KnockKnock") as { state: { callId: string | null } }).state,
    );
  }

  /** The page presses a button of the widget's through its API. */
  async commands(command: "minimize" | "expand" | "end" | "destroy"): Promise<void> {
    await this.page.evaluate((name) => {
      const api = Reflect.get(window, "KnockKnock") as Record<string, () => void>;
      api[name]?.();
    }, command);
  }

  async dismissesPicker(dismisses: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      window.knockProbe.dismissPicker = value;
    }, dismisses);
  }

  /** The page was told so: a click before that would find the picker still open. */
  async dismissedPicker(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.knockProbe.dismissed)).toBe(1);
  }

  async sends(...media: readonly ("audio" | "video" | "screen")[]): Promise<void> {
    await expect
      .poll(
        async () =>
          ((await this.root.getAttribute("data-sending")) ?? "")
            .split(" ")
            .filter(Boolean)
            .toSorted(),
        OFTEN,
      )
      .toEqual([...media].toSorted());
  }

  async leaves(): Promise<void> {
    await this.#seat.leave();
  }
}

import { expect, type Browser, type Page } from "@playwright/test";
import type { Company } from "../company/company.ts";
import { holdPrompt, installProbe } from "../measure/probe.ts";
import { openBrowser } from "./browser.ts";
import { CallScreen } from "./call-screen.ts";
import { installPhoneCameras } from "./phone.ts";

export interface VisitorManner {
  /** What the visitor's browser allows; by default both, without asking. */
  readonly allows?: readonly ("camera" | "microphone")[];
  /** The prompt stays open until `answersPrompt`. */
  readonly hesitates?: boolean;
  readonly flags?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly phone?: boolean;
  readonly portrait?: boolean;
}

/** Somebody on the company's website. */
export class Visitor extends CallScreen {
  readonly #company: Company;
  readonly #browser: Browser;

  private constructor(company: Company, browser: Browser, page: Page) {
    super(page, page.locator("knock-knock"));
    this.#company = company;
    this.#browser = browser;
  }

  static async comes(company: Company, manner: VisitorManner = {}): Promise<Visitor> {
    const browser = await openBrowser({
      face: manner.portrait ? "visitor-portrait" : "visitor",
      prompts: manner.allows ? "real" : "allow",
      ...(manner.flags ? { flags: manner.flags } : {}),
    });
    const context = await browser.newContext({
      viewport: manner.viewport ?? { width: 1100, height: 760 },
      ...(manner.phone ? { isMobile: true, hasTouch: true } : {}),
    });
    if (manner.allows) await context.grantPermissions([...manner.allows]);
    // Further tabs and windows of this visitor are measured, too.
    await context.addInitScript(installProbe);
    const page = await context.newPage();
    if (manner.phone) await page.addInitScript(installPhoneCameras);
    if (manner.hesitates) await page.addInitScript(holdPrompt);
    const visitor = new Visitor(company, browser, page);
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

  async answersPrompt(): Promise<void> {
    await this.page.evaluate(() => window.knockProbe.answerPrompt?.());
  }

  /** Changes the site's permissions in the browser's own settings. */
  async allows(...devices: readonly ("camera" | "microphone")[]): Promise<void> {
    await this.page.context().grantPermissions([...devices]);
  }

  async dismissesPicker(dismisses: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      window.knockProbe.dismissPicker = value;
    }, dismisses);
  }

  async sends(...media: readonly ("audio" | "video" | "screen")[]): Promise<void> {
    await expect
      .poll(async () =>
        ((await this.root.getAttribute("data-sending")) ?? "")
          .split(" ")
          .filter(Boolean)
          .toSorted(),
      )
      .toEqual([...media].toSorted());
  }

  async leaves(): Promise<void> {
    await this.#browser.close();
  }
}

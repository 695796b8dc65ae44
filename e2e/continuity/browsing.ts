/** A visitor who browses a test host while the shell is on. */
import { fileURLToPath } from "node:url";
import { expect, test, type Browser, type FrameLocator, type Page } from "@playwright/test";
import { build } from "vite";
import { openBrowser } from "../people/browser.ts";
import { engineOf } from "../people/engines.ts";
import { installFirefoxDevices, openFirefox } from "../people/firefox.ts";
import { openFramework, type Framework } from "./hosts/frameworks.ts";
import { openPlainSite, type PlainSite } from "./hosts/plain.ts";
import type { Site } from "./hosts/site.ts";

export { expect };

/** The page script, bundled as the widget is. */
export async function bundleHarness(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("harness.ts", import.meta.url)),
        formats: ["iife"],
        name: "knockHarness",
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("the harness did not build");
  return output.output[0].code;
}

export class Browsing {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The carried page, as the visitor sees it. */
  get carried(): FrameLocator {
    return this.page.frameLocator('iframe[data-knock-knock="page"]:not([inert])');
  }

  async begins(excluded: readonly string[] = []): Promise<void> {
    await this.page.evaluate((paths) => window.harness?.begin(paths), excluded);
  }

  /** From the real page. */
  async follows(link: string): Promise<void> {
    await this.page.locator("body").getByRole("link", { name: link, exact: true }).click();
  }

  /** From the carried page. */
  async goesOn(link: string): Promise<void> {
    await this.carried.getByRole("link", { name: link, exact: true }).click();
  }

  /** The carried page is there, and the address bar and title say so. */
  async sees(title: string, path: string): Promise<void> {
    await expect(this.carried.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect.poll(() => this.path()).toBe(path);
    await expect(this.page).toHaveTitle(title);
    expect(await this.carried.locator("html").evaluate(() => location.href)).toBe(
      await this.page.evaluate(() => location.href),
    );
    // One frame, and the document that holds the call is still the first one.
    await expect(this.page.locator("iframe")).toHaveCount(1);
    expect(await this.page.evaluate(() => window.harness !== undefined)).toBe(true);
  }

  /** Asked of the page: Playwright is not told of Firefox's steps between fragments. */
  path(): Promise<string> {
    return this.page.evaluate(() => location.pathname + location.search + location.hash);
  }
}

interface Fixtures {
  browsing: Browsing;
  plain: PlainSite;
  framework: (name: Framework) => Promise<Site>;
}
interface WorkerFixtures {
  harness: string;
  ownBrowser: Browser;
}

export const scenario = test.extend<Fixtures, WorkerFixtures>({
  harness: [async ({}, use) => use(await bundleHarness()), { scope: "worker" }],
  ownBrowser: [
    async ({}, use, info) => {
      const browser =
        engineOf("visitor", info) === "firefox"
          ? await openFirefox()
          : await openBrowser({
              face: "visitor",
              prompts: "allow",
              flags: ["--auto-select-desktop-capture-source=Entire screen"],
            });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  plain: async ({ harness }, use) => {
    const site = await openPlainSite(harness);
    await use(site);
    await site.close();
  },
  framework: async ({ harness }, use) => {
    const sites: Site[] = [];
    await use(async (name) => {
      const site = await openFramework(name, harness);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
  browsing: async ({ ownBrowser }, use) => {
    const context = await ownBrowser.newContext();
    if (engineOf("visitor") === "firefox") await context.addInitScript(installFirefoxDevices);
    const page = await context.newPage();
    await use(new Browsing(page));
    await context.close();
  },
});

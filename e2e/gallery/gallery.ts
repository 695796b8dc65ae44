/** `look("…", async ({ open }) => …)`: the galleries, built, in a browser that looks at them. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Page, test } from "@playwright/test";
import { chromiumPath } from "../people/browser.ts";
import type { View } from "./views.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const vite = join(root, "node_modules/vite/bin/vite.js");
/** Answered from the built files; a loopback address, for browsers trust it like `https:`. */
const ORIGIN = "http://localhost";
/** Clocks, countdowns and "yesterday" stand still here. */
const NOW = new Date("2026-03-04T10:30:00Z");

export const SIDES = { visitor: "widget", console: "console" } as const;
export type Side = keyof typeof SIDES;

const executablePath = chromiumPath();

export interface Gallery {
  readonly page: Page;
  readonly states: readonly string[];
  /** Opens a state and waits until all of it is drawn. */
  readonly show: (state: string) => Promise<void>;
}

interface Built {
  /** Folder of both built galleries. */
  readonly built: string;
}
interface Opening {
  readonly open: (side: Side, view: View) => Promise<Gallery>;
}

export const look = test.extend<Opening, Built>({
  launchOptions: [executablePath === undefined ? {} : { executablePath }, { scope: "worker" }],
  built: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "knock-gallery-"));
      for (const [side, name] of Object.entries(SIDES)) {
        const gallery = join(root, "packages", name, "gallery");
        const outDir = join(folder, side);
        const options = ["--config", join(gallery, "vite.config.ts"), "--outDir", outDir];
        await run(process.execPath, [vite, "build", gallery, ...options, "--logLevel", "error"]);
      }
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  open: async ({ browser, built }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (side, view) => {
      const context = await browser.newContext({
        ...view.options,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.clock.setFixedTime(NOW);
      await page.route(`${ORIGIN}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        return route.fulfill({
          path: join(built, side, pathname === "/" ? "index.html" : pathname),
        });
      });
      await page.goto(ORIGIN);
      const states = await page.locator("figcaption").allTextContents();
      return { page, states, show: (state) => show(page, state, view) };
    });
    for (const context of contexts) await context.close();
  },
});

async function show(page: Page, state: string, { language = "en", accent }: View): Promise<void> {
  const asked = new URLSearchParams({ state, language });
  if (accent !== undefined) asked.set("accent", accent);
  await page.goto(`${ORIGIN}/?${asked.toString()}`);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
}

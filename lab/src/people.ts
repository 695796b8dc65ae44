import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { installObserver } from "./observe.ts";
import type { Home } from "./topology/addresses.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** How long a step may take that needs no more than a working network. */
const PATIENCE_MS = 15_000;

export interface Person {
  readonly browser: Browser;
  /** A context with nothing in it, as after clearing the browser's data. */
  fresh(): Promise<{ context: BrowserContext; page: Page }>;
}

/** A real Chromium with a fake camera and microphone, and the lab's yardstick in every page. */
export async function startBrowser(
  args: readonly string[] = [],
  executablePath = CHROMIUM,
): Promise<Person> {
  const browser = await chromium.launch({
    executablePath,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", ...args],
  });
  const fresh = async () => {
    const context = await browser.newContext({ viewport: { width: 960, height: 640 } });
    await context.addInitScript(installObserver);
    context.setDefaultTimeout(PATIENCE_MS);
    return { context, page: await context.newPage() };
  };
  return { browser, fresh };
}

/**
 * A browser inside a home. It is driven through inherited pipes, which know nothing of network
 * namespaces: no way in has to be left open on the network under test.
 */
export async function startPerson(
  home: Home,
  directory: string,
  spki: string,
  args: readonly string[] = [],
): Promise<Person> {
  const launcher = path.join(directory, `chromium-${home.who}`);
  await writeFile(launcher, `#!/bin/sh\nexec ip netns exec ${home.namespace} ${CHROMIUM} "$@"\n`);
  await chmod(launcher, 0o755);
  return await startBrowser([`--ignore-certificate-errors-spki-list=${spki}`, ...args], launcher);
}

/** What a call leaves behind in the page when it is over: nothing. */
import type { Page } from "@playwright/test";
import { engineOf } from "../people/engines.ts";
import { expect, scenario } from "./browsing.ts";

/** What a shell could leave in a page, as the page could find it. */
const findings = (page: Page) =>
  page.evaluate(() => {
    const names = (thing: object): string[] => Reflect.ownKeys(thing).map(String).sort();
    const isNative = (owner: object, name: string): boolean =>
      String(Reflect.get(owner, name)).includes("[native code]");
    const { navigation } = window as { navigation?: Navigation };
    // Test scripts come and go here by themselves.
    const known = new Set(["harness"]);
    return {
      window: names(window).filter((name) => !known.has(name) && !/^\d+$/.test(name)),
      document: names(document),
      history: names(history),
      navigation: navigation ? names(navigation) : [],
      intercept: navigation ? isNative(NavigateEvent.prototype, "intercept") : true,
      pushState: isNative(history, "pushState"),
      sheets: document.adoptedStyleSheets.length,
      attributes: [document.documentElement, document.body].map(({ attributes }) =>
        [...attributes].map(({ name, value }) => `${name}=${value}`),
      ),
      head: document.head.outerHTML,
      children: [...document.documentElement.children].map(({ localName }) => localName),
      scroll: history.scrollRestoration,
    };
  });

/** What the page's scripts, not Playwright's, listen to at these objects; Chromium alone tells. */
async function listeners(page: Page): Promise<string[]> {
  if (engineOf("visitor") === "firefox") return [];
  const session = await page.context().newCDPSession(page);
  const found: string[] = [];
  const origin = new URL(page.url()).origin;
  const ofPage = new Set<string>();
  session.on("Debugger.scriptParsed", ({ scriptId, url }) => {
    if (url.startsWith(origin)) ofPage.add(scriptId);
  });
  await session.send("Debugger.enable");
  for (const expression of ["window", "document", "document.documentElement", "navigation"]) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    if (result.objectId === undefined) throw new Error(`${expression} is no object`);
    const all = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
    const own = all.listeners.filter(({ scriptId }) => ofPage.has(scriptId));
    found.push(...own.map(({ type }) => `${expression} ${type}`));
  }
  await session.detach();
  return found.sort();
}

scenario(
  "C2 after the call the real page is as it was: nothing patched, nothing listening",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.goto(`${plain.origin}/`);
    const before = { ...(await findings(page)), listeners: await listeners(page) };
    await browsing.begins();
    if (engineOf("visitor") === "chromium")
      expect((await listeners(page)).length).toBeGreaterThan(before.listeners.length);
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to the german page");
    await browsing.sees("Deutsche Seite", "/german");
    await page.evaluate(() => history.go(-2));
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.locator("body > h1")).toBeVisible();
    await page.evaluate(() => window.harness?.continuity?.stop());
    await expect
      .poll(async () => ({ ...(await findings(page)), listeners: await listeners(page) }))
      .toEqual(before);
    await browsing.follows("to b");
    await expect(page.locator("body > h1")).toHaveText("Page b");
    await expect(page.locator("iframe")).toHaveCount(0);
  },
);

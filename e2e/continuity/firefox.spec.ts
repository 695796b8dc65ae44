/** The same shell in stock Firefox, driven by WebDriver BiDi: one walk through each kind of page. */
import { existsSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { launch, type Page } from "puppeteer-core";
import { bundleHarness } from "./browsing.ts";
import { openFramework } from "./hosts/frameworks.ts";
import { openPlainSite } from "./hosts/plain.ts";

const FIREFOX = process.env["KNOCK_TEST_FIREFOX"] ?? "/usr/bin/firefox-esr";

async function withFirefox(walk: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.getdisplaymedia.enabled": true,
      "media.autoplay.default": 0,
    },
  });
  try {
    await walk(await browser.newPage());
  } finally {
    await browser.close();
  }
}

/** Clicks a link or button of the page on show, carried or real. */
async function uses(page: Page, name: string): Promise<void> {
  await page.evaluate((label) => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[data-knock-knock="page"]');
    const shown = frame?.contentDocument ?? document;
    const control = [...shown.querySelectorAll<HTMLElement>("a, button")].find(
      (element) => element.textContent === label,
    );
    control?.click();
  }, name);
}

async function sees(page: Page, title: string, path: string, frames = 1): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const carried = document.querySelectorAll<HTMLIFrameElement>("iframe");
        const shown = carried[0]?.contentDocument ?? document;
        return {
          frames: carried.length,
          heading: shown.querySelector("h1")?.textContent,
          inside: shown.location.pathname + shown.location.search,
          path: location.pathname + location.search,
          title: document.title,
          live: window.harness?.continuity !== null,
        };
      }),
    )
    .toEqual({ frames, heading: title, inside: path, path, title, live: true });
}

test.skip(!existsSync(FIREFOX), "Firefox is not installed");

test("C1 in Firefox: links, forms, the top target, scripts, Back, and the same connection", async () => {
  const site = await openPlainSite(await bundleHarness());
  await withFirefox(async (page) => {
    await page.goto(`${site.origin}/`);
    await page.evaluate(() => window.harness?.call(false));
    await page.evaluate(() => window.harness?.begin(["/owner"]));
    await uses(page, "to b");
    await sees(page, "Page b", "/b");
    await uses(page, "to c");
    await sees(page, "Page c", "/c");
    await uses(page, "Send");
    await sees(page, "Sent täst", "/submit");
    await uses(page, "to b at the top");
    await sees(page, "Page b", "/b");
    await page.evaluate(() => {
      const frame = document.querySelector("iframe");
      if (frame?.contentWindow) frame.contentWindow.location.href = "/c";
    });
    await sees(page, "Page c", "/c");
    await page.evaluate(() => history.back());
    await sees(page, "Page b", "/b");
    await page.evaluate(() => history.go(-3));
    await sees(page, "Page b", "/b");
    await page.evaluate(() => history.back());
    await sees(page, "Start", "/", 0);
    const flow = () => page.evaluate(() => window.harness?.flow());
    const before = await flow();
    expect(before).toMatchObject({ live: true, same: true });
    await expect.poll(async () => (await flow())?.camera).toBeGreaterThan(before?.camera ?? 0);
  });
  await site.close();
});

test("C2 C3 in Firefox: a page that refuses framing, and an ordinary navigation afterwards", async () => {
  const site = await openFramework("strict", await bundleHarness());
  await withFirefox(async (page) => {
    await page.goto(`${site.origin}/`);
    await page.evaluate(() => window.harness?.begin());
    await uses(page, "Sign in");
    await sees(page, "Sign in", "/sign-in");
    await uses(page, "Sign in");
    await sees(page, "Account", "/account?next=1");
    await page.evaluate(() => history.back());
    await sees(page, "Sign in", "/sign-in");
    await page.evaluate(() => window.harness?.continuity?.stop());
    await uses(page, "Sign in");
    await expect.poll(() => page.evaluate(() => document.title)).toBe("Account");
    expect(await page.evaluate(() => document.querySelectorAll("iframe").length)).toBe(0);
  });
  await site.close();
});

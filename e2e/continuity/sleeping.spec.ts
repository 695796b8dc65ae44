/** What the page that was loaded for real does while the visitor reads another one. */
import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins();
});

scenario(
  "C1 V14 a script's reload of the real page or the tab is carried",
  async ({ browsing }) => {
    const { page, carried } = browsing;
    await page.evaluate(() => location.reload());
    await browsing.sees("Start", "/");
    await browsing.goesOn("to b");
    await browsing.sees("Page b", "/b");
    await carried.locator("h1").evaluate((heading) => (heading.textContent = "Old"));
    // Older than what is taken for a script that busts frames.
    await page.waitForFunction(
      (since) => performance.now() > since + 3_000,
      await page.evaluate(() => performance.now()),
    );
    await carried.locator("body").evaluate(() => window.top?.location.reload());
    await browsing.sees("Page b", "/b");
    await page.goBack();
    await browsing.sees("Start", "/");
  },
);

scenario(
  "C1 V14 the sleeping page's timed refresh takes nobody away",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.goto(`${plain.origin}/refreshing`);
    await browsing.begins();
    const refreshed = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          navigation.addEventListener("navigate", ({ destination }) => {
            if (destination.url.endsWith("/german")) setTimeout(resolve);
          });
        }),
    );
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await refreshed;
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    expect(plain.requests.filter((line) => line.endsWith(" /german"))).toEqual([]);
  },
);

scenario(
  "C4 a page that the browser kept whole loads anew for real",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.goto(`${plain.origin}/b`);
    // As the loader does when this page knows of an older connection.
    await page.evaluate(() => addEventListener("pageshow", () => location.reload()));
    await browsing.begins();
    await Promise.all([
      page.waitForEvent("load"),
      page.evaluate(() => {
        for (const type of ["pagehide", "pageshow"])
          dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
      }),
    ]);
    await expect(page.locator("body > h1")).toHaveText("Page b");
    expect(await page.evaluate(() => window.harness?.continuity)).toBeNull();
  },
);

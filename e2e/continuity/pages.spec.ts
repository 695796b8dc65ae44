import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins(["/owner"]);
});

scenario("C1 a link is carried, and one inside the carried page", async ({ browsing }) => {
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await browsing.goesOn("to c");
  await browsing.sees("Page c", "/c");
});

scenario("C1 Back and Forward move through several carried pages", async ({ browsing }) => {
  const { page } = browsing;
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await browsing.goesOn("to c");
  await browsing.sees("Page c", "/c");
  await browsing.goesOn("to the german page");
  await browsing.sees("Deutsche Seite", "/german");
  await page.goBack();
  await browsing.sees("Page c", "/c");
  await page.goBack();
  await browsing.sees("Page b", "/b");
  await page.goBack();
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.locator("body > h1")).toBeVisible();
  await expect(page).toHaveTitle("Start");
  await page.goForward();
  await browsing.sees("Page b", "/b");
  await page.goForward();
  await browsing.sees("Page c", "/c");
  await page.evaluate(() => history.go(-2));
  await expect(page.locator("body > h1")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/");
});

scenario("C1 scripts, the top target and redirects are carried", async ({ browsing }) => {
  const { page, carried } = browsing;
  await page.evaluate(() => (location.href = "/b"));
  await browsing.sees("Page b", "/b");
  await carried.locator("body").evaluate(() => (location.href = "/c"));
  await browsing.sees("Page c", "/c");
  await browsing.goesOn("to b at the top");
  await browsing.sees("Page b", "/b");
  await carried.locator("body").evaluate(() => {
    if (top) top.location.href = "/c";
  });
  await browsing.sees("Page c", "/c");
  await browsing.goesOn("redirected");
  await browsing.sees("Page b", "/b?from=redirect");
  await browsing.goesOn("to a page that hops on");
  await browsing.sees("Page c", "/c");
});

scenario("C1 forms of both methods are carried, from either page", async ({ browsing }) => {
  const { page, carried } = browsing;
  await page.getByRole("button", { name: "Send" }).click();
  await browsing.sees("Sent täst", "/submit");
  await carried.getByRole("button", { name: "Search" }).click();
  await browsing.sees("Found a b", "/search?q=a+b");
  await carried.getByRole("button", { name: "Upload" }).click();
  await browsing.sees("Uploaded multi as multipart/form-data", "/upload");
  await carried.getByRole("button", { name: "Redirect" }).click();
  await browsing.sees("Page b", "/b?how=pressed");
  await carried.getByRole("button", { name: "Send" }).click();
  await browsing.sees("Sent täst", "/submit");
});

scenario(
  "C1 Back to a form's answer shows it and sends nothing again",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.getByRole("button", { name: "Send" }).click();
    await browsing.sees("Sent täst", "/submit");
    await browsing.goesOn("to b");
    await browsing.sees("Page b", "/b");
    await page.goBack();
    await browsing.sees("Sent täst", "/submit");
    expect(plain.requests.filter((line) => line.endsWith(" /submit"))).toEqual(["POST /submit"]);
  },
);

scenario("C1 a stopped Back leaves address and page together", async ({ browsing, plain }) => {
  const { page } = browsing;
  await browsing.follows("to the slow page");
  plain.finishSlowPage();
  await browsing.sees("Slow page", "/slow");
  await browsing.goesOn("to b");
  await browsing.sees("Page b", "/b");
  plain.holdSlowPage();
  await page.evaluate(() => history.back());
  await expect(page.getByRole("progressbar")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await browsing.sees("Page b", "/b");
  // The entries are where they were.
  plain.finishSlowPage();
  await page.goBack();
  await browsing.sees("Slow page", "/slow");
  await page.goForward();
  await browsing.sees("Page b", "/b");
});

scenario("C7 a router that swaps the body keeps page, shell and widget", async ({ browsing }) => {
  const { page } = browsing;
  await page.evaluate(() => {
    const body = document.createElement("body");
    const heading = document.createElement("h1");
    heading.textContent = "Swapped";
    const link = document.createElement("a");
    link.href = "/b";
    link.textContent = "to b";
    body.append(heading, link);
    history.pushState({ router: 1 }, "", "/swapped");
    document.body.replaceWith(body);
  });
  await expect(page.locator("body > h1")).toHaveText("Swapped");
  await expect(page.locator("knock-knock")).toHaveCount(1);
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await page.goBack();
  await expect(page.locator("body > h1")).toBeVisible();
  expect(await browsing.path()).toBe("/swapped");
  expect(await page.evaluate(() => JSON.stringify(history.state))).toBe('{"router":1}');
});

scenario(
  "C1 title, language, icon and theme colour follow, and come back",
  async ({ browsing }) => {
    const { page } = browsing;
    await browsing.follows("to the german page");
    await browsing.sees("Deutsche Seite", "/german");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.locator('head meta[name="theme-color"]')).toHaveAttribute(
      "content",
      "#123456",
    );
    await expect(page.locator('head link[rel="icon"]')).toHaveAttribute("href", /german\.png$/);
    const told = await page.evaluate(() => ({
      announced: window.harness?.announced.at(-1),
      page: window.harness?.pages.at(-1),
      focus: document.activeElement?.tagName,
    }));
    expect(told.announced).toBe("Deutsche Seite");
    expect(told.page?.title).toBe("Deutsche Seite");
    expect(told.focus).toBe("IFRAME");
    await page.goBack();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("head link, head meta[name]")).toHaveCount(0);
  },
);

scenario("C1 a page's own history steps are steps of the tab", async ({ browsing }) => {
  const { page, carried } = browsing;
  await browsing.follows("to the router");
  await browsing.sees("Router", "/router");
  await carried.getByRole("button", { name: "one" }).click();
  await expect.poll(() => browsing.path()).toBe("/router/one");
  await expect(page).toHaveTitle("One");
  await carried.getByRole("button", { name: "two" }).click();
  await expect.poll(() => browsing.path()).toBe("/router/two");
  await page.goBack();
  await expect(carried.locator("#route")).toHaveText('/router/one {"n":1}');
  await expect.poll(() => browsing.path()).toBe("/router/one");
  await browsing.goesOn("to b");
  await browsing.sees("Page b", "/b");
  await page.goBack();
  await expect.poll(() => browsing.path()).toBe("/router/one");
  await page.goBack();
  await expect.poll(() => browsing.path()).toBe("/router");
  await page.goBack();
  await expect(page.locator("body > h1")).toBeVisible();
});

scenario("C1 fragments, and the place on a long page", async ({ browsing }) => {
  const { page, carried } = browsing;
  await browsing.follows("to a long page");
  await browsing.sees("Long page", "/long");
  await browsing.goesOn("further down");
  await expect.poll(() => browsing.path()).toBe("/long#far");
  const y = (): Promise<number> => carried.locator("html").evaluate(() => scrollY);
  await expect.poll(y).toBeGreaterThan(1000);
  await browsing.goesOn("to b");
  await browsing.sees("Page b", "/b");
  await page.goBack();
  await browsing.sees("Long page", "/long#far");
  await expect.poll(y).toBeGreaterThan(1000);
  // Not Playwright's Back: in Firefox that waits for a load, which a fragment does not bring.
  await page.evaluate(() => {
    history.back();
  });
  await expect.poll(() => browsing.path()).toBe("/long");
  await carried.locator("html").evaluate(() => {
    scrollTo(0, 700);
    location.href = "/b";
  });
  await browsing.sees("Page b", "/b");
  await page.goBack();
  await browsing.sees("Long page", "/long");
  await expect.poll(y).toBe(700);
});

scenario(
  "C1 errors, slow pages and lost connections leave the call alone",
  async ({ browsing, plain }) => {
    const { page, carried } = browsing;
    await browsing.follows("to nothing");
    await browsing.sees("Not found", "/missing");
    await page.goBack();
    await browsing.follows("to an error");
    await browsing.sees("It broke", "/broken");
    await browsing.goesOn("to a lost connection");
    await expect
      .poll(() => page.evaluate(() => window.harness?.blocked.at(-1)?.kind))
      .toBe("unreachable");
    await browsing.sees("It broke", "/broken");
    await browsing.goesOn("to no content");
    await browsing.sees("It broke", "/broken");
    await browsing.goesOn("to the slow page");
    await expect(page.getByRole("progressbar")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await browsing.sees("It broke", "/broken");
    await browsing.goesOn("to the slow page");
    await expect(page.getByRole("progressbar")).toHaveCount(1);
    plain.finishSlowPage();
    await browsing.sees("Slow page", "/slow");
    await expect(carried.getByText("to b").first()).toBeVisible();
  },
);

scenario("C1 a slow page is given up by one press", async ({ browsing, plain }) => {
  const { page } = browsing;
  const stop = page.getByRole("button", { name: "Stop loading" });
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await browsing.goesOn("to the slow page");
  await stop.click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(stop).toHaveCount(0);
  plain.finishSlowPage();
  await browsing.sees("Page b", "/b");
  await browsing.goesOn("to c");
  await browsing.sees("Page c", "/c");
});

scenario("C1 a page that busts frames is shown and stays", async ({ browsing }) => {
  await browsing.follows("to a page that busts frames");
  await browsing.sees("Buster", "/bust");
  await expect(browsing.carried.locator("#seen")).toBeVisible();
  await browsing.goesOn("to b");
  await browsing.sees("Page b", "/b");
});

scenario(
  "C1 a page that busts frames when it has loaded is shown once",
  async ({ browsing, plain }) => {
    await browsing.follows("to a page that busts frames late");
    await browsing.sees("Late buster", "/bust-late");
    await expect
      .poll(() => browsing.carried.locator("html").evaluate(() => document.readyState))
      .toBe("complete");
    expect(plain.requests.filter((line) => line === "GET /bust-late")).toHaveLength(1);
    await browsing.goesOn("to b");
    await browsing.sees("Page b", "/b");
  },
);

scenario("C1 unsaved work is asked about before it goes", async ({ browsing }) => {
  const { page } = browsing;
  await browsing.follows("to unsaved work");
  await browsing.sees("Unsaved", "/unsaved");
  await browsing.goesOn("to b");
  await expect
    .poll(() => page.evaluate(() => window.harness?.blocked.at(-1)?.kind))
    .toBe("unsaved");
  await browsing.sees("Unsaved", "/unsaved");
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.harness?.blocked.length)).toBe(2);
  await browsing.sees("Unsaved", "/unsaved");
  expect(await page.evaluate(() => navigation.entries().map(({ url }) => url))).toEqual([
    expect.stringMatching(/\/$/),
    expect.stringMatching(/\/unsaved$/),
  ]);
  await page.evaluate(() => {
    if (window.harness) window.harness.choice = "leave";
  });
  await browsing.goesOn("to b");
  await browsing.sees("Page b", "/b");
});

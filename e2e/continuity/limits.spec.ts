import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins(["/owner"]);
});

scenario(
  "C2 a call that ends while a page loads leaves the page as it is",
  async ({ browsing }) => {
    const { page } = browsing;
    await browsing.follows("to the slow page");
    await expect(page.getByRole("progressbar")).toHaveCount(1);
    await page.evaluate(() => window.harness?.continuity?.stop());
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect(page.locator("iframe")).toHaveCount(0);
    expect(await browsing.path()).toBe("/");
  },
);

scenario("C3 downloads, tabs, mail links and fragments are left alone", async ({ browsing }) => {
  const { page } = browsing;
  await Promise.all([page.waitForEvent("download"), browsing.follows("to a download")]);
  await Promise.all([page.waitForEvent("download"), browsing.follows("to a file")]);
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    browsing.follows("to b in a tab"),
  ]);
  await expect(tab.locator("h1")).toHaveText("Page b");
  expect(await tab.evaluate(() => window.dormant)).toBeUndefined();
  await tab.close();
  await browsing.follows("further down");
  expect(await browsing.path()).toBe("/#far");
  await expect(page.locator("body > h1")).toBeVisible();
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await Promise.all([page.waitForEvent("download"), browsing.goesOn("to a file")]);
  await browsing.sees("Page b", "/b");
});

scenario("C3 tabs that a carried page opens are tabs of their own", async ({ browsing }) => {
  const { page, carried } = browsing;
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  const toC = carried.getByRole("link", { name: "to c", exact: true });
  const ways: readonly (() => Promise<unknown>)[] = [
    () => browsing.goesOn("to b in a tab"),
    () => toC.click({ modifiers: ["ControlOrMeta"] }),
    () => toC.click({ button: "middle" }),
    () => toC.evaluate(() => void window.open("/c")),
  ];
  for (const way of ways) {
    const [tab] = await Promise.all([page.context().waitForEvent("page"), way()]);
    await expect(tab.locator("h1")).toHaveText(/^Page [bc]$/);
    expect(await tab.evaluate(() => window.dormant)).toBeUndefined();
    await tab.close();
    await browsing.sees("Page b", "/b");
  }
});

scenario("C3 another website is opened in a tab beside the call", async ({ browsing, plain }) => {
  const { page } = browsing;
  const other = `${plain.origin.replace("localhost", "127.0.0.1")}/c`;
  await page.evaluate((url) => {
    if (window.harness) window.harness.choice = "new-tab";
    document.body.append(Object.assign(document.createElement("a"), { href: url, text: "away" }));
  }, other);
  const [tab] = await Promise.all([page.context().waitForEvent("page"), browsing.follows("away")]);
  await expect(tab).toHaveURL(other);
  expect(await tab.evaluate(() => window.opener === null)).toBe(true);
  expect(await page.evaluate(() => window.harness?.blocked.at(-1)?.kind)).toBe("cross-origin");
  await expect(page.locator("body > h1")).toHaveText("Start");
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
});

scenario("C3 what cannot be carried is offered first", async ({ browsing, plain }) => {
  const { page } = browsing;
  const asked = (): Promise<string | undefined> =>
    page.evaluate(() => window.harness?.blocked.at(-1)?.kind);
  await browsing.follows("redirected away");
  await expect.poll(asked).toBe("cross-origin");
  await browsing.follows("to an excluded page");
  await expect.poll(asked).toBe("excluded");
  await browsing.follows("to an isolated page");
  await expect.poll(asked).toBe("uncarriable");
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  const other = plain.origin.replace("localhost", "127.0.0.1");
  await browsing.carried.locator("body").evaluate((_, url) => (location.href = url), `${other}/c`);
  await expect.poll(asked).toBe("cross-origin");
  await browsing.sees("Page b", "/b");
  await page.evaluate(() => {
    if (window.harness) window.harness.choice = "leave";
  });
  await browsing.goesOn("to an excluded page");
  await expect(page.locator("body > h1")).toHaveText("Secret");
  await expect(page.locator("iframe")).toHaveCount(0);
});

for (const [how, role, name, search, kind] of [
  ["link", "link", "led to an excluded page", "", "excluded"],
  ["form", "button", "Order", "?ordered", "excluded-answer"],
] as const) {
  scenario(
    `C3 a ${how} that redirects to an excluded page is offered, too`,
    async ({ browsing }) => {
      const { carried, page } = browsing;
      await browsing.follows("to b");
      await browsing.sees("Page b", "/b");
      await carried.getByRole(role, { name, exact: true }).click();
      const url = new URL(`/owner/secret${search}`, page.url()).href;
      const asked = () => page.evaluate(() => window.harness?.blocked);
      await expect.poll(asked).toEqual([{ kind, url }]);
      await browsing.sees("Page b", "/b");
      await page.evaluate(() => {
        if (window.harness) window.harness.choice = "leave";
      });
      await carried.getByRole(role, { name, exact: true }).click();
      await expect(page.locator("body > h1")).toHaveText("Secret");
      await expect(page.locator("iframe")).toHaveCount(0);
      expect(page.url()).toBe(url);
    },
  );
}

scenario("C3 the widget's copy in a carried page is dormant", async ({ browsing }) => {
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  const inner = await browsing.carried.locator("html").evaluate(() => ({
    dormant: window.dormant,
    forwarded: (window.KnockKnock as { outer?: boolean }).outer,
    shared: window.KnockKnock === window.top?.KnockKnock,
  }));
  expect(inner).toEqual({ dormant: true, forwarded: true, shared: false });
});

scenario("C2 a reload lands on the page that the address bar shows", async ({ browsing }) => {
  const { page } = browsing;
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await page.reload();
  await expect(page.locator("body > h1")).toHaveText("Page b");
  await expect(page.locator("iframe")).toHaveCount(0);
  await page.goBack();
  await expect(page.locator("body > h1")).toHaveText("Start");
  expect(await browsing.path()).toBe("/");
});

scenario(
  "C2 after a reload in mid-call Back and Forward show what they name",
  async ({ browsing }) => {
    const { page } = browsing;
    const isOriginal = async (title: string, path: string): Promise<void> => {
      await expect(page.locator("iframe")).toHaveCount(0);
      await expect(page.locator("body > h1")).toHaveText(title);
      expect(await browsing.path()).toBe(path);
    };
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await page.reload();
    await browsing.begins();
    await page.goBack();
    await browsing.sees("Page b", "/b");
    await page.goBack();
    await browsing.sees("Start", "/");
    await page.evaluate(() => history.go(2));
    await isOriginal("Page c", "/c");
    await page.evaluate(() => history.go(-2));
    await browsing.sees("Start", "/");
    await page.goForward();
    await browsing.sees("Page b", "/b");
    await page.reload();
    await browsing.begins();
    await page.goBack();
    await browsing.sees("Start", "/");
    await page.goForward();
    await isOriginal("Page b", "/b");
  },
);

scenario("C2 after the call the next navigation is an ordinary one", async ({ browsing }) => {
  const { page } = browsing;
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await browsing.goesOn("to c");
  await browsing.sees("Page c", "/c");
  await page.evaluate(() => window.harness?.continuity?.stop());
  await browsing.sees("Page c", "/c");
  await browsing.goesOn("to the german page");
  await expect(page.locator("body > h1")).toHaveText("Deutsche Seite");
  await expect(page.locator("iframe")).toHaveCount(0);
  expect(await page.evaluate(() => Object.getOwnPropertySymbols(window).length)).toBe(0);
  await page.goBack();
  await expect(page.locator("body > h1")).toHaveText("Page c");
  await page.goBack();
  await expect(page.locator("body > h1")).toHaveText("Page b");
  await page.goBack();
  await expect(page.locator("body > h1")).toHaveText("Start");
});

scenario("C2 after the call a form of the carried page posts at the top", async ({ browsing }) => {
  const { page } = browsing;
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await page.evaluate(() => window.harness?.continuity?.stop());
  await browsing.carried.getByRole("button", { name: "Upload" }).click();
  await expect(page.locator("body > h1")).toHaveText("Uploaded multi as multipart/form-data");
  await expect(page.locator("iframe")).toHaveCount(0);
});

scenario("C2 a shell that carried nothing leaves nothing", async ({ browsing }) => {
  const { page } = browsing;
  await page.evaluate(() => window.harness?.continuity?.stop());
  expect(await page.evaluate(() => Object.getOwnPropertySymbols(window).length)).toBe(0);
  await browsing.follows("to b");
  await expect(page.locator("body > h1")).toHaveText("Page b");
  await expect(page.locator("iframe")).toHaveCount(0);
});

scenario(
  "C2 Back right after the call shows what the address bar names, loaded for real",
  async ({ browsing }) => {
    const { page } = browsing;
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await page.evaluate(() => window.harness?.continuity?.stop());
    for (const [title, path] of [
      ["Page b", "/b"],
      ["Start", "/"],
    ] as const) {
      await page.evaluate(() => history.back());
      await expect(page.locator("body > h1")).toHaveText(title);
      await expect(page.locator("body > h1")).toBeVisible();
      await expect(page.locator("iframe")).toHaveCount(0);
      expect(await browsing.path()).toBe(path);
    }
    await page.evaluate(() => history.go(2));
    await expect(page.locator("body > h1")).toHaveText("Page c");
    expect(await browsing.path()).toBe("/c");
  },
);

scenario(
  "C2 a second call takes over the page that the first one left on show",
  async ({ browsing }) => {
    const { page } = browsing;
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await page.evaluate(() => window.harness?.continuity?.stop());
    await browsing.begins();
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await page.goBack();
    await browsing.sees("Page b", "/b");
    await page.goBack();
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.locator("body > h1")).toHaveText("Start");
    expect(await page.evaluate(() => Boolean(window.harness?.continuity))).toBe(true);
    await page.goForward();
    await browsing.sees("Page b", "/b");
  },
);

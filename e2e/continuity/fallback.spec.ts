import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.addInitScript(() => {
    Reflect.deleteProperty(window, "navigation");
  });
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins(["/owner"]);
});

scenario(
  "C1 without the Navigation API links, forms and Back are carried",
  async ({ browsing }) => {
    const { page, carried } = browsing;
    expect(await page.evaluate(() => "navigation" in window)).toBe(false);
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await carried.getByRole("button", { name: "Search" }).click();
    await browsing.sees("Found a b", "/search?q=a+b");
    await carried.getByRole("button", { name: "Upload" }).click();
    await browsing.sees("Uploaded multi as multipart/form-data", "/upload");
    await browsing.goesOn("to b at the top");
    await browsing.sees("Page b", "/b");
    await page.goBack();
    await page.goBack();
    await browsing.sees("Found a b", "/search?q=a+b");
  },
);

scenario(
  "C1 without the Navigation API a script's step inside a carried page is followed",
  async ({ browsing }) => {
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.carried.locator("body").evaluate(() => (location.href = "/c"));
    await browsing.sees("Page c", "/c");
    await browsing.goesOn("to a long page");
    await browsing.sees("Long page", "/long");
    await browsing.goesOn("further down");
    await expect.poll(() => browsing.path()).toBe("/long#far");
  },
);

scenario(
  "C1 without the Navigation API links of maps and drawings are carried",
  async ({ browsing, plain }) => {
    const { page, carried } = browsing;
    await page.goto(`${plain.origin}/drawn`);
    await browsing.begins();
    await page.getByText("drawn", { exact: true }).click();
    await browsing.sees("Page c", "/c");
    await carried.locator("body").evaluate(() => (location.href = "/drawn"));
    await browsing.sees("Drawn", "/drawn");
    await carried.locator("area").evaluate((area) => (area as HTMLAreaElement).click());
    await browsing.sees("Page b", "/b");
  },
);

/** Pages that are several pages by themselves. */
import { expect, scenario } from "./browsing.ts";

scenario(
  "C1 C7 a router of the Navigation API is followed, and Back is its own",
  async ({ browsing, plain }) => {
    const { page, carried } = browsing;
    const isAt = async (path: string): Promise<void> => {
      await expect(carried.locator("#route")).toHaveText(path);
      await expect.poll(() => browsing.path()).toBe(path);
      await expect(page).toHaveTitle(path);
    };
    await page.goto(`${plain.origin}/`);
    await browsing.begins();
    await browsing.follows("to a navigating router");
    await isAt("/navigating");
    await browsing.goesOn("one");
    await isAt("/navigating/one");
    await browsing.goesOn("two");
    await isAt("/navigating/two");
    // Not Playwright's Back: that waits for a load, which these steps do not bring.
    const goes = (steps: number): Promise<void> => page.evaluate((by) => history.go(by), steps);
    await goes(-1);
    await isAt("/navigating/one");
    await goes(-1);
    await isAt("/navigating");
    await goes(1);
    await isAt("/navigating/one");
    expect(plain.requests.filter((line) => line.includes("/navigating/"))).toEqual([]);
    await browsing.goesOn("to b");
    await browsing.sees("Page b", "/b");
  },
);

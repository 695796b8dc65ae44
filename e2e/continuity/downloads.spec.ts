import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins();
});

const text = async (download: Download): Promise<string> => readFile(await download.path(), "utf8");

scenario(
  "C3 a download behind a sign-in comes, and the progress bar goes",
  async ({ browsing }) => {
    const { page } = browsing;
    await page.evaluate(() => (document.cookie = "member=yes"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      browsing.follows("to a file for members"),
    ]);
    expect(await text(download)).toBe("notes");
    await expect(page.getByRole("progressbar")).toHaveCount(1);
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Stop loading" })).toHaveCount(0);
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
  },
);

scenario("C3 a download in document mode is asked for once", async ({ browsing, plain }) => {
  firefoxLacks("visitor", "an event for the download of a blob, when it is automated");
  const { page } = browsing;
  await browsing.follows("to a page that refuses");
  await browsing.sees("Refusing page", "/refusing");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    browsing.goesOn("to a file for once"),
  ]);
  expect(await text(download)).toBe("notes");
  expect(download.suggestedFilename()).toBe("notes.txt");
  expect(plain.requests.filter((line) => line === "GET /once")).toHaveLength(1);
  await browsing.sees("Refusing page", "/refusing");
});

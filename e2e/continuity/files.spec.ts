import { engineOf } from "../people/engines.ts";
import { expect, scenario } from "./browsing.ts";

scenario.beforeEach(async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins(["/owner"]);
});

scenario("C1 files that go with a form arrive, carried or not", async ({ browsing }) => {
  const { page, carried } = browsing;
  const paper = { name: "paper.txt", mimeType: "text/plain", buffer: Buffer.from("signed") };
  await page.getByLabel("Paper", { exact: true }).setInputFiles(paper);
  await page.getByRole("button", { name: "Attach" }).click();
  await browsing.sees("Attached paper.txt: signed", "/attach");
  await carried.getByLabel("Paper", { exact: true }).setInputFiles(paper);
  await carried.getByRole("button", { name: "Attach" }).click();
  await browsing.sees("Attached paper.txt: signed", "/attach");
  await carried.getByLabel("Paper for the owner").setInputFiles(paper);
  await page.evaluate(() => {
    if (window.harness) window.harness.choice = "leave";
  });
  await carried.getByRole("button", { name: "Hand in" }).click();
  // The button is called "submit", as in many a comment form, and another field "remove".
  await expect(page.locator("body > h1")).toHaveText(
    'Attached paper.txt: signed, "two\\r\\nlines"',
  );
  await expect(page.locator("iframe")).toHaveCount(0);
});

scenario(
  "C1 pictures and papers: carried where the browser lets them be seen",
  async ({ browsing }) => {
    const { page, carried } = browsing;
    await browsing.follows("to a picture");
    await expect(carried.locator("svg")).toHaveCount(1);
    await expect.poll(() => browsing.path()).toBe("/picture");
    await page.goBack();
    await expect(page.locator("body > h1")).toBeVisible();
    await browsing.follows("to a paper");
    if (engineOf("visitor") === "firefox") {
      // Its viewer lets no page look into the frame: offered first, and nothing is lost.
      await expect
        .poll(() => page.evaluate(() => window.harness?.blocked.at(-1)?.kind))
        .toBe("uncarriable");
    } else {
      await expect.poll(() => browsing.path()).toBe("/paper");
      const kind = () =>
        carried.owner().evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.contentType);
      await expect.poll(kind).toBe("application/pdf");
      await page.goBack();
    }
    await expect.poll(() => browsing.path()).toBe("/");
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
  },
);

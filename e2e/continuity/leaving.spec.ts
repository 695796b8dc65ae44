/** Ways out of the website that no shell can stop: the browser asks, where a share would be lost. */
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario, type Browsing } from "./browsing.ts";
import type { PlainSite } from "./hosts/plain.ts";

/** On another website, then here, in a call that sends this; returns what the browser asked. */
async function arrives({ page }: Browsing, plain: PlainSite, sending: string): Promise<string[]> {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.goto(`${plain.origin.replace("localhost", "127.0.0.1")}/c`);
  await page.goto(`${plain.origin}/`);
  await page.evaluate((sent) => {
    document.querySelector("knock-knock")?.setAttribute("data-sending", sent);
    window.harness?.begin();
  }, sending);
  return asked;
}

scenario(
  "V14 Back to another website is asked about while a share runs, and carried pages never",
  async ({ browsing, plain }) => {
    firefoxLacks("visitor", "the question before a page is left, when it is automated");
    const { page } = browsing;
    const asked = await arrives(browsing, plain, "audio video screen");
    await page.getByRole("link", { name: "write" }).click();
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await page.goBack();
    await browsing.sees("Page b", "/b");
    expect(asked).toEqual([]);
    await page.evaluate(() => history.go(-2));
    await expect.poll(() => asked).toEqual(["beforeunload"]);
    await browsing.sees("Page b", "/b");
  },
);

scenario(
  "V14 nothing asks twice, and nothing asks where the call resumes by itself",
  async ({ browsing, plain }) => {
    firefoxLacks("visitor", "the question before a page is left, when it is automated");
    const { page } = browsing;
    const asked = await arrives(browsing, plain, "audio video screen");
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await page.evaluate(() => {
      if (window.harness) window.harness.choice = "leave";
    });
    await browsing.goesOn("redirected away");
    await expect(page.locator("body > h1")).toHaveText("Page b");
    await expect.poll(() => new URL(page.url()).hostname).toBe("127.0.0.1");
    expect(asked).toEqual([]);

    await arrives(browsing, plain, "audio video");
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await page.evaluate(() => history.go(-2));
    await expect.poll(() => new URL(page.url()).hostname).toBe("127.0.0.1");
    expect(asked).toEqual([]);
  },
);

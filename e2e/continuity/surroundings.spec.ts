/** What else a page does and needs: dialogs, printing, media, isolation, and a website that fails. */
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario, type Browsing } from "./browsing.ts";
import { openIsolatedSite } from "./hosts/isolated.ts";

const lastBlocked = ({ page }: Browsing): Promise<string | undefined> =>
  page.evaluate(() => window.harness?.blocked.at(-1)?.kind);

const chooses = ({ page }: Browsing, choice: "stay" | "new-tab" | "retry"): Promise<void> =>
  page.evaluate((chosen) => {
    if (window.harness) window.harness.choice = chosen;
  }, choice);

scenario("C1 dialogs of a carried page, the browser's own too", async ({ browsing, plain }) => {
  const { page, carried } = browsing;
  await page.goto(`${plain.origin}/`);
  await browsing.begins();
  await browsing.follows("to a dialog");
  await expect(carried.locator("dialog")).toBeVisible();
  await expect.poll(() => browsing.path()).toBe("/dialog");
  page.once("dialog", (dialog) => void dialog.accept());
  expect(await carried.locator("html").evaluate(() => confirm("Go on?"))).toBe(true);
  await carried.getByRole("link", { name: "on", exact: true }).click();
  await browsing.sees("Page b", "/b");
});

scenario(
  "C1 an open dialog of the real page locks no carried page",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.goto(`${plain.origin}/`);
    await browsing.begins();
    await page.evaluate(() => {
      const dialog = document.createElement("dialog");
      const link = document.createElement("a");
      link.href = "/b";
      link.textContent = "on to b";
      dialog.append(link);
      document.body.append(dialog);
      dialog.addEventListener("close", () => dialog.remove());
      dialog.showModal();
    });
    await page.getByRole("link", { name: "on to b" }).click();
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("to c");
    await browsing.sees("Page c", "/c");
    await page.evaluate(() => history.go(-2));
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.getByRole("link", { name: "on to b" })).toBeVisible();
    await expect(page.locator("dialog")).toHaveJSProperty("open", true);
  },
);

scenario("C1 the key that prints prints the carried page", async ({ browsing, plain }) => {
  const { carried } = browsing;
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins();
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await carried.locator("html").evaluate((html) => {
    window.print = () => html.setAttribute("data-printed", "");
  });
  await carried.locator("body").press("Control+p");
  await expect(carried.locator("html")).toHaveAttribute("data-printed");
});

scenario("C1 a printed carried page is without the widget", async ({ browsing, plain }) => {
  firefoxLacks("visitor", "a protocol that draws a page as it is printed");
  const { page } = browsing;
  await page.goto(`${plain.origin}/`);
  await browsing.begins();
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  const drawn = (): Promise<string> =>
    page.locator("knock-knock").evaluate((host) => getComputedStyle(host).display);
  await page.emulateMedia({ media: "print" });
  expect(await drawn()).toBe("none");
  await page.goBack();
  await expect(page.locator("iframe")).toHaveCount(0);
  expect(await drawn()).not.toBe("none");
});

scenario(
  "C1 the real page's sound pauses under the shell and goes on after it",
  async ({ browsing, plain }) => {
    const { page } = browsing;
    await page.goto(`${plain.origin}/`);
    await browsing.begins();
    await page.evaluate(async () => {
      const audio = document.createElement("audio");
      audio.srcObject = new AudioContext().createMediaStreamDestination().stream;
      document.body.append(audio);
      await audio.play();
      const silent = document.createElement("video");
      document.body.append(silent);
    });
    const paused = (name: string): Promise<boolean> =>
      page.locator(`body > ${name}`).evaluate((media) => (media as HTMLMediaElement).paused);
    expect(await paused("audio")).toBe(false);
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    expect(await paused("audio")).toBe(true);
    // The list's next track, or its own second try.
    await page.locator("body > audio").evaluate((audio) => {
      (audio as HTMLMediaElement).play().catch(() => undefined);
    });
    await expect.poll(() => paused("audio")).toBe(true);
    // Begun meanwhile, it is the page's to begin again.
    await page.locator("body > video").evaluate((video) => {
      const next = video as HTMLVideoElement;
      next.srcObject = new AudioContext().createMediaStreamDestination().stream;
      next.play().catch(() => undefined);
    });
    await expect.poll(() => paused("video")).toBe(true);
    await page.goBack();
    await expect.poll(() => paused("audio")).toBe(false);
    expect(await paused("video")).toBe(true);
  },
);

scenario(
  "C1 C3 a website in COOP and COEP: carried, isolation included",
  async ({ browsing, harness }) => {
    const site = await openIsolatedSite(harness);
    await browsing.page.goto(`${site.origin}/`);
    expect(await browsing.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await browsing.begins();
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    expect(await browsing.carried.locator("html").evaluate(() => crossOriginIsolated)).toBe(true);
    await browsing.goesOn("to a plain page");
    await expect.poll(() => lastBlocked(browsing)).toBe("uncarriable");
    await browsing.sees("Page b", "/b");
    await site.close();
  },
);

scenario(
  "C1 a refused connection keeps the page; trying again gets the next",
  async ({ browsing, plain }) => {
    await browsing.page.goto(`${plain.origin}/`);
    await browsing.begins();
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await plain.goesDown();
    await browsing.goesOn("to c");
    await expect.poll(() => lastBlocked(browsing)).toBe("unreachable");
    await browsing.sees("Page b", "/b");
    await browsing.carried.getByRole("button", { name: "Send" }).click();
    await expect
      .poll(() => browsing.page.evaluate(() => window.harness?.blocked.map(({ kind }) => kind)))
      .toEqual(["unreachable", "unreachable"]);
    await plain.comesBack();
    await chooses(browsing, "retry");
    await browsing.goesOn("to a flaky page");
    await expect
      .poll(() => browsing.page.evaluate(() => window.harness?.blocked.length))
      .toBeGreaterThan(3);
    plain.recover();
    await browsing.sees("Flaky", "/flaky");
  },
);

scenario(
  "C3 a form whose answer is on another website is told as that, and sent once",
  async ({ browsing, plain }) => {
    const { page, carried } = browsing;
    await page.goto(`${plain.origin}/`);
    await browsing.begins();
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await carried.getByRole("button", { name: "Pay" }).click();
    await expect.poll(() => lastBlocked(browsing)).toBe("cross-origin-answer");
    await browsing.sees("Page b", "/b");
    const sent = (): number => plain.requests.filter((line) => line === "POST /paying").length;
    expect(sent()).toBe(1);

    await chooses(browsing, "new-tab");
    const opening = page.context().waitForEvent("page");
    await carried.getByRole("button", { name: "Pay" }).click();
    const tab = await opening;
    await expect.poll(sent).toBe(3);
    await tab.close();
    await browsing.sees("Page b", "/b");
  },
);

scenario("C1 a form that a script submits keeps its encoding", async ({ browsing, plain }) => {
  await browsing.page.goto(`${plain.origin}/`);
  await browsing.begins();
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  await browsing.carried
    .locator('form[action="/upload"]')
    .evaluate((form) => (form as HTMLFormElement).submit());
  await browsing.sees("Uploaded multi as multipart/form-data", "/upload");
});

import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario, type Browsing } from "./browsing.ts";

/** More frames of both camera and screen have come, over the connection that was there at first. */
async function stillFlows(browsing: Browsing): Promise<void> {
  const flow = () => browsing.page.evaluate(() => window.harness?.flow());
  const before = await flow();
  expect(before).toMatchObject({ live: true, same: true });
  await expect.poll(async () => (await flow())?.camera).toBeGreaterThan(before?.camera ?? 0);
  await expect.poll(async () => (await flow())?.screen).toBeGreaterThan(before?.screen ?? 0);
  expect(await flow()).toMatchObject({ live: true, same: true });
}

scenario(
  "C1 camera and screen flow on through every kind of navigation",
  { tag: "@pair" },
  async ({ browsing, plain }) => {
    const { page, carried } = browsing;
    await page.goto(`${plain.origin}/`);
    await page.evaluate(() => window.harness?.call());
    await browsing.begins();
    await stillFlows(browsing);
    await browsing.follows("to b");
    await browsing.sees("Page b", "/b");
    await stillFlows(browsing);
    await carried.getByRole("button", { name: "Send" }).click();
    await browsing.sees("Sent täst", "/submit");
    await browsing.goesOn("to b at the top");
    await browsing.sees("Page b", "/b");
    await browsing.goesOn("redirected");
    await browsing.sees("Page b", "/b?from=redirect");
    await page.goBack();
    await browsing.sees("Page b", "/b");
    await stillFlows(browsing);
    await page.evaluate(() => history.go(-3));
    await expect(page.locator("iframe")).toHaveCount(0);
    await stillFlows(browsing);
  },
);

scenario(
  "C1 camera and screen flow on through pages that refuse framing",
  async ({ browsing, framework }) => {
    const { page, carried } = browsing;
    const site = await framework("django");
    await page.goto(`${site.origin}/`);
    await page.evaluate(() => window.harness?.call());
    await browsing.begins();
    await browsing.follows("Sign in");
    await browsing.sees("Sign in", "/accounts/login/");
    await carried.getByRole("button", { name: "Sign in" }).click();
    await browsing.sees("Account", "/account?next=1");
    await stillFlows(browsing);
  },
);

/** What is kept may differ by this share: the pages are not quite alike, nor is each collection. */
const LIKE = 1.1;

scenario("C1 fifty navigations leave nothing behind", async ({ browsing, plain }) => {
  firefoxLacks("visitor", "a protocol that counts a page's nodes and listeners");
  const { page } = browsing;
  await page.goto(`${plain.origin}/`);
  await browsing.begins();
  await browsing.follows("to b");
  await browsing.sees("Page b", "/b");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const count = async () => {
    // Twice: what a first collection finalizes is freed by the second.
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (name: string): number =>
      metrics.find((metric) => metric.name === name)?.value ?? 0;
    return {
      nodes: value("Nodes"),
      listeners: value("JSEventListeners"),
      documents: value("Documents"),
      memory: value("JSHeapUsedSize"),
    };
  };
  const walk = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step += 1) {
      const [link, title, path] =
        step % 2 === 0
          ? ["to a page that refuses", "Refusing page", "/refusing"]
          : ["to b", "Page b", "/b"];
      await browsing.goesOn(link ?? "");
      await browsing.sees(title ?? "", path ?? "");
    }
  };
  await walk(10);
  const before = await count();
  await walk(50);
  const names = ["nodes", "listeners", "documents", "memory"] as const;
  await expect
    .poll(async () => {
      const after = await count();
      return names
        .filter((name) => after[name] > before[name] * LIKE)
        .map((name) => [name, before[name], after[name]]);
    })
    .toEqual([]);
  expect(await page.evaluate(() => window.harness?.shellNodes())).toBeLessThanOrEqual(2);
});

import { FRAMEWORKS, type Framework } from "./hosts/frameworks.ts";
import { expect, scenario } from "./browsing.ts";

for (const name of Object.keys(FRAMEWORKS) as Framework[]) {
  scenario(
    `C3 a visitor signs in on a ${name} site without leaving the call`,
    name === "strict" ? { tag: "@pair" } : {},
    async ({ browsing, framework }) => {
      const { page, carried } = browsing;
      const habits = FRAMEWORKS[name];
      const site = await framework(name);
      await page.goto(`${site.origin}/`);
      await browsing.begins();
      await browsing.follows("Sign in");
      await browsing.sees("Sign in", habits.signIn);
      await carried.getByLabel("User").fill("ada@example.com");
      await carried.getByLabel("Password").fill("secret");
      await carried.getByRole("button", { name: "Sign in" }).click();
      await browsing.sees("Account", "/account?next=1");
      // The message is shown once: the page was asked for once.
      await expect(carried.locator("#flash")).toHaveText("Welcome, ada@example.com");
      expect(site.requests.filter((line) => line === `POST ${habits.signIn}`)).toHaveLength(1);

      // Scripts and styles with the page's nonce ran, `load` came, and a script without one ran only
      // where the policy of the page allows it.
      const html = carried.locator("html");
      await expect(html).toHaveAttribute("data-ran", "yes");
      await expect(html).toHaveAttribute("data-loaded", "yes");
      await expect(carried.locator("h1")).toHaveCSS("color", "rgb(1, 2, 3)");
      const strict = name === "strict" || name === "rails";
      expect(await html.getAttribute("data-injected")).toBe(strict ? null : "yes");

      await browsing.goesOn("Shop");
      await browsing.sees("Shop", "/");
      await page.goBack();
      await browsing.sees("Account", "/account?next=1");
      await page.goBack();
      await browsing.sees("Sign in", habits.signIn);
      await page.goBack();
      await expect(page.locator("iframe")).toHaveCount(0);
      await expect(page.locator("body > h1")).toHaveText("Shop");
    },
  );
}

scenario(
  "C3 a page that refused is asked for again when that is over",
  async ({ browsing, plain }) => {
    await browsing.page.goto(`${plain.origin}/`);
    await browsing.begins();
    await browsing.follows("to a token");
    await browsing.sees("Token", "/token");
    // The older answer would have replaced the token that the form has.
    await browsing.carried.getByRole("button", { name: "Send" }).click();
    await browsing.sees("Taken", "/token");
  },
);

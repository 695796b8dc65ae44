/** A website that knows its customers says who calls. */
import { createHmac } from "node:crypto";
import { expect, scenario } from "../scenario.ts";

/** What a website's backend sends with a page: RFC 7519, signed with HS256. */
function signed(secret: string, claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg: "HS256", typ: "JWT" });
  const body = part({ aud: "demo", exp: now + 120, jti: crypto.randomUUID(), ...claims });
  const seal = createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url");
  return `${head}.${body}.${seal}`;
}

scenario(
  "A website with a key says for certain who calls; a mere claim is shown as one",
  async ({ agent, visitorComes }) => {
    const { page } = agent;
    await agent.opens("Site");
    const keys = page.getByRole("region", { name: "Customers who are signed in" });
    await expect(keys).toContainText("No key yet");
    await keys.getByRole("button", { name: "Make a key" }).click();
    const secret = await keys.getByLabel("New key").inputValue();
    await agent.opens("Desk");

    const visitor = await visitorComes();
    const customer = { sub: "4711", name: "A known customer", email: "customer@example.com" };
    await visitor.isIntroduced({ token: signed(secret, customer) });
    await visitor.knocks();
    await expect(agent.card).toContainText(customer.name);
    await expect(agent.card).toContainText("Identity confirmed by the site");
    await visitor.press("Cancel");
    await visitor.reaches("idle", "ended");
    await expect(agent.card).toBeHidden();

    await visitor.visits("/");
    await visitor.isIntroduced({ name: customer.name, email: customer.email });
    await visitor.knocks();
    await expect(agent.card).toContainText(customer.name);
    await expect(agent.card).toContainText("Name and email not confirmed");
    await expect(agent.card).not.toContainText("Identity confirmed");
    await visitor.press("Cancel");
    await visitor.reaches("idle", "ended");

    // The key itself is shown once; removed, it confirms nobody, and turns nobody away.
    await agent.opens("Site");
    await expect(keys.getByRole("button", { name: /^Remove the key/ })).toBeVisible();
    await expect(keys.getByLabel("New key")).toHaveCount(0);
    await keys.getByRole("button", { name: /^Remove the key/ }).click();
    await keys.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(keys).toContainText("No key yet");
    await visitor.visits("/");
    const told = visitor.page.waitForEvent("console", (message) =>
      message.text().includes("The identity token was refused"),
    );
    await visitor.isIntroduced({ token: signed(secret, customer) });
    await visitor.knocks();
    await told;
    await expect(agent.card).toBeVisible();
    await expect(agent.card).not.toContainText(customer.name);
    await expect(agent.card).not.toContainText("Identity confirmed");
    await visitor.press("Cancel");
    await visitor.reaches("idle", "ended");
  },
);

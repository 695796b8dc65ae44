import { PROTOCOL_VERSION } from "@knockknock/protocol";
import { OWNER } from "../company/company.ts";
import { engineOf } from "../people/engines.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "The owner lets another website in, and a mistyped address is named",
  async ({ agent, company }) => {
    const { page } = agent;
    const knocks = async (origin: string) => {
      const { status } = await fetch(`${company.url}/api/v1/knock`, {
        method: "POST",
        headers: { "content-type": "text/plain", origin },
        body: JSON.stringify({
          v: PROTOCOL_VERSION,
          site: "demo",
          key: crypto.randomUUID(),
          page: { url: `${origin}/`, title: "Shop", referrer: "" },
          language: "en",
        }),
      });
      return status;
    };
    expect(await knocks("https://www.example.com")).toBe(403);

    await agent.setsAvailable(false);
    await agent.opens("Site");
    await expect(page.getByLabel("Line for your pages")).toHaveValue(
      `<script async src="${company.url}/widget.js" data-site="demo"></script>`,
    );
    const websites = page.getByRole("textbox", { name: "Websites that may use it" });
    const save = page.getByRole("button", { name: "Save" });
    await websites.fill("https://www.example.com/shop\nftp://example.com");
    await save.click();
    await expect(page.getByRole("alert")).toHaveText(/“ftp:\/\/example\.com” is not a website/);

    await websites.fill("https://www.example.com/shop");
    // By keys: in Firefox `fill` selects nothing in a number, and writes behind it.
    const rings = page.getByRole("spinbutton", { name: "Rings until somebody answers" });
    await rings.press("ControlOrMeta+a");
    await rings.pressSequentially("45");
    await page.getByRole("combobox", { name: "Corner of the page" }).selectOption("Bottom left");
    await page.getByRole("checkbox", { name: /through the relay/ }).check();
    await save.click();
    await expect(page.getByRole("alert")).toHaveText(/no relay yet/);
    await page.getByRole("checkbox", { name: /through the relay/ }).uncheck();
    await save.click();
    await expect(page.getByText("Saved. It counts from the next call on.")).toBeVisible();
    await expect(page.getByLabel("Line for your pages")).toHaveValue(
      `<script async src="${company.url}/widget.js" data-site="demo" data-position="bottom-left"></script>`,
    );

    await page.reload();
    await expect(websites).toHaveValue("https://www.example.com");
    await expect(rings).toHaveValue("45");
    expect(await knocks("https://www.example.com")).toBe(200);

    const colleague = await agent.invitesColleague();
    const places = colleague.page.getByRole("navigation").getByRole("link");
    await expect(places).toHaveText(["Desk", "History", "Messages", "Team"]);
    await colleague.leaves();
  },
);

scenario("V18 · what was written during a call stays with its record", async ({ inCall }) => {
  const { visitor, agent } = await inCall();
  await visitor.press("Chat");
  await visitor.root.getByRole("textbox", { name: "Message" }).fill("my order is 4711");
  await visitor.press("Send");
  await agent.wake();
  const chat = agent.root.getByRole("button", { name: /^Chat/ });
  await expect(chat).toHaveAccessibleDescription("1 new message");
  await visitor.press("End call");
  await agent.reaches("ended");
  await agent.opens("History");
  const history = agent.page.getByRole("region", { name: "History" });
  await history.getByRole("link").first().click();
  await expect(agent.page.getByRole("region", { name: "Chat" })).toContainText("my order is 4711");
});

scenario(
  "N5 R · how the connection was stays with its record, drawn and in words",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    // Two readings, one every two seconds, make the first step.
    await expect.poll(() => visitor.seconds()).toBeGreaterThanOrEqual(7);
    await visitor.press("End call");
    await agent.reaches("ended");
    const told = async () =>
      Object.values((await agent.lastDetail()).quality).filter((side) => side?.course);
    await expect.poll(async () => (await told()).length).toBe(2);

    await agent.opens("History");
    const history = agent.page.getByRole("region", { name: "History" });
    await history.getByRole("link").first().click();
    const connection = agent.page.getByRole("region", { name: "Connection" });
    for (const side of ["agent", "visitor"] as const) {
      const figure = connection.getByRole("figure", { name: `What reached the ${side}` });
      const graph = figure.getByRole("img", { name: /^(Good|Fair|Weak) .* of 0:\d\d$/ });
      await expect(graph.locator("rect").first()).toHaveAttribute(
        "data-level",
        /^(good|fair|poor)$/,
      );
      // Firefox counts it in whole milliseconds: on one machine there may be none to tell.
      const roundTrip =
        engineOf(side) === "firefox" ? /( · \d+ ms there and back)?/ : / · \d+ ms there and back/;
      await expect(figure).toContainText(new RegExp(`direct${roundTrip.source} · [\\d.]+% lost`));
    }
  },
);

scenario(
  "A call goes on while its agent changes the password; a copy of the old cookie opens nothing",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const { page } = agent;
    const cookies = await page.context().cookies();
    const copied = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const whoIs = async (cookie: string) =>
      (await fetch(`${company.url}/api/v1/agent/me`, { headers: { cookie } })).status;
    expect(await whoIs(copied)).toBe(200);

    await agent.opens("Team");
    await page.getByLabel("Present password").fill(OWNER.password);
    await page.getByLabel("New password").fill("a better battery staple");
    const ended = page.waitForRequest("**/api/v1/agent/socket-ticket");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText("Changed. Here you stay signed in.")).toBeVisible();
    expect(await whoIs(copied)).toBe(401);
    // The old session's socket was closed: the console opens another with the new cookie.
    expect((await (await ended).response())?.status()).toBe(200);

    await visitor.reaches("connected");
    await agent.receivesFrames("camera");
    await visitor.press("End call");
    await agent.reaches("ended", "idle");
    await expect.poll(() => agent.lastRecord()).toMatchObject({ endReason: "hangup" });
  },
);

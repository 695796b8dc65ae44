import { once } from "node:events";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { Page } from "@playwright/test";
import { Company } from "../company/company.ts";
import { Agent } from "../people/agent.ts";
import { CallScreen } from "../people/call-screen.ts";
import { firefoxLacks } from "../people/engines.ts";
import { Visitor } from "../people/visitor.ts";
import { expect, scenario } from "../scenario.ts";

const widgetOf = (page: Page) => new CallScreen(page, page.locator("knock-knock"));

async function popsOut(visitor: Visitor): Promise<CallScreen> {
  const opening = visitor.page.context().waitForEvent("page");
  await visitor.press("Open in own window");
  return widgetOf(await opening);
}

scenario(
  "C6 · the call moves to its own window, survives the page, and comes back",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const own = await popsOut(visitor);
    await own.reaches("connected");
    expect(new URL(own.page.url()).origin).toBe(company.url);
    expect(own.page.url()).not.toContain("ticket");
    await own.sees("agent");
    await agent.sees("visitor");
    await visitor.reaches("idle");
    await expect(visitor.root.getByText("The call is in its own window")).toBeVisible();
    await expect(own.button("Minimize")).toBeHidden();

    await visitor.button("Bring it back").click();
    await visitor.reaches("connected");
    await expect.poll(() => own.page.isClosed()).toBe(true);
    await agent.sees("visitor");

    const again = await popsOut(visitor);
    await again.reaches("connected");
    await visitor.visits("/contact");
    await agent.receivesFrames("camera");
    await again.press("End call");
    await agent.reaches("ended", "idle");
    await expect(visitor.root.getByText("The call is in its own window")).toBeHidden();
  },
);

scenario(
  "C6 · the website's next pages know the window: the agent follows, the call comes back there",
  async ({ inCall }) => {
    const { visitor, agent } = await inCall();
    const own = await popsOut(visitor);
    await own.reaches("connected");
    const card = visitor.root.getByText("The call is in its own window");
    await visitor.visits("/contact");
    await expect(card).toBeVisible();
    await expect(agent.page.getByText(/^Contact · /).first()).toBeVisible();
    await visitor.button("Close").click();
    await visitor.visits("/about");
    await expect(agent.page.getByText(/^About · /).first()).toBeVisible();
    await expect(card).toBeHidden();

    await visitor.knocks();
    await expect(card).toBeVisible();
    await visitor.button("Bring it back").click();
    await visitor.reaches("connected");
    await expect.poll(() => own.page.isClosed()).toBe(true);
    await agent.sees("visitor");
    await visitor.press("End call");
    await agent.reaches("ended", "idle");
    await visitor.visits("/");
    await expect(visitor.part("launcher")).toBeVisible();
    await expect(card).toBeHidden();
  },
);

scenario(
  "C6 · before it starts; the window is reloaded, then closed by hand",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await visitor.reaches("ringing");
    const own = await popsOut(visitor);
    await own.reaches("ringing");
    await agent.accepts();
    await own.reaches("connected");
    await own.page.reload();
    await own.reaches("connected");
    await agent.sees("visitor");
    await own.page.close({ runBeforeUnload: true });
    await visitor.reaches("connected");
    await agent.sees("visitor");
  },
);

/** A website of one page. */
async function opensWebsite(page: () => string, headers: OutgoingHttpHeaders = {}) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html", ...headers });
    response.end(page());
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was free");
  return { origin: `http://localhost:${String(address.port)}`, close: () => server.close() };
}

/** The camera is forbidden to the page itself, or to another website's frame, where it stands. */
async function isSentAway(by: "policy" | "frame"): Promise<void> {
  const forbids = { "Permissions-Policy": "camera=(), microphone=()" };
  const shop = await opensWebsite(
    () =>
      `<!doctype html><title>Shop</title><script async data-site="demo"
        src="${company.url}/widget.js"></script>`,
    by === "policy" ? forbids : {},
  );
  const portal = await opensWebsite(
    () => `<!doctype html><iframe src="${shop.origin}" width="1000" height="700"></iframe>`,
  );
  const company = await Company.open({ KNOCK_DEMO_ORIGINS: shop.origin });
  const agent = await Agent.arrives(company);
  const visitor = await Visitor.comes(company);
  try {
    const { page } = visitor;
    await page.goto((by === "frame" ? portal : shop).origin);
    const place = by === "frame" ? page.frameLocator("iframe") : page;
    const widget = new CallScreen(page, place.locator("knock-knock"));
    await widget.button("Video call").click();
    const banner = widget.part("listener-banner");
    await expect(banner).toContainText("This website switches camera and microphone off");
    const opening = page.context().waitForEvent("page");
    await banner.getByRole("button", { name: "Open in own window" }).click();
    const own = widgetOf(await opening);
    await own.reaches("ringing");
    await agent.accepts();
    await own.reaches("connected");
    await expect(own.root).toHaveAttribute("data-sending", "audio video");
    await agent.sees("visitor");
  } finally {
    await visitor.leaves();
    await agent.leaves();
    shop.close();
    portal.close();
    await company.close();
  }
}

scenario("C6 · a page whose policy forbids the camera: its own window has it", async () => {
  firefoxLacks("visitor", "the Permissions-Policy header");
  await isSentAway("policy");
});

scenario("C6 · a frame that was not given the camera: its own window has it", () =>
  isSentAway("frame"),
);

scenario("C6 · a website that cuts windows off keeps the call, and says why", async () => {
  const shop = await opensWebsite(
    () =>
      `<!doctype html><title>Shop</title><script async data-site="demo"
        src="${company.url}/widget.js"></script>`,
    { "Cross-Origin-Opener-Policy": "same-origin" },
  );
  const company = await Company.open({ KNOCK_DEMO_ORIGINS: shop.origin });
  const agent = await Agent.arrives(company);
  const visitor = await Visitor.comes(company);
  try {
    await visitor.page.goto(shop.origin);
    const widget = widgetOf(visitor.page);
    await widget.button("Video call").click();
    await widget.reaches("ringing");
    await widget.press("Open in own window");
    await expect(widget.root.getByText("The window could not reach this page.")).toBeVisible();
    await agent.accepts();
    await widget.reaches("connected");
    await agent.sees("visitor");
  } finally {
    await visitor.leaves();
    await agent.leaves();
    shop.close();
    await company.close();
  }
});

import { expect, test } from "vitest";
import { CallServer, knockBody, ORIGIN } from "../testing/call-server.ts";
import { ownPage } from "./own-page.ts";

const at = (url: string) => ({ url, title: "Pricing", referrer: "" });
const site = { allowedOrigins: [ORIGIN, "https://calls.example:8443"] };

test.each([`${ORIGIN}/a?b=c#d`, "https://calls.example:8443/call/"])("%s is the site's", (url) => {
  expect(ownPage(at(url), site)).toEqual(at(url));
});

test.each([
  "https://shop.example.evil/",
  "https://shop.example@evil.example/",
  "https://evil.example@shop.example/",
  "http://shop.example/",
  "https://calls.example/",
  "blob:https://shop.example/0b4e",
  "javascript:alert(1)",
  "/pricing",
  "",
])("%s is not, and is left out", (url) => {
  expect(ownPage(at(url), site)).toEqual(at(""));
});

test("no agent is shown an address beside the site, by whichever way it came", async () => {
  const server = new CallServer();
  await server.start();
  try {
    const evil = at("https://evil.example/console/");
    const agent = await server.agent("agent-a");
    const visitor = await server.caller({ page: evil });
    const { id } = visitor.call;
    const urlOnDesk = () => agent.all("desk").at(-1)?.incoming[0]?.card.page.url;
    await agent.got("desk", ({ incoming }) => incoming.length === 1);
    expect(urlOnDesk()).toBe("");
    await visitor.command(id, { type: "page", page: at(`${ORIGIN}/pricing`) });
    server.clock.advance(1_000);
    await visitor.command(id, { type: "page", page: evil });
    await visitor.command(id, { type: "cancel" });
    await visitor.phase("ended");
    const record = await server.core.history.call(id);
    expect(record?.call.card.page.url).toBe("");
    expect(JSON.stringify(record)).not.toContain("evil");

    const { key, v, site: siteKey } = knockBody();
    const message = { v, site: siteKey, key, page: evil, name: "", contact: "k@x.y", text: "Hi" };
    expect((await server.post("messages", message)).status).toBe(204);
    expect(
      (await server.core.history.messages({ before: null, limit: 50 })).messages[0]?.page,
    ).toEqual(at(""));
  } finally {
    await server.dispose();
  }
});

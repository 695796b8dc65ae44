import { randomUUID } from "node:crypto";
import { SOCKET_PATH } from "@knockknock/protocol";
import { audioEnergy } from "../measure/received.ts";
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario } from "../scenario.ts";

scenario(
  "R · kill -9 while it rings: the knock is still there, and can be answered",
  async ({ company, agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.knocks();
    await expect(agent.card).toBeVisible();
    const { id } = await agent.lastRecord();
    await company.kill();
    await company.start();

    await expect.poll(async () => (await agent.lastRecord()).id).toBe(id);
    await expect(agent.card).toBeVisible({ timeout: 20_000 });
    await agent.accepts();
    await visitor.reaches("connected");
    await visitor.sees("agent");
  },
);

scenario(
  "N3 R · kill -9 during a call: the call goes on, and its record is whole",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    await visitor.sees("agent");
    const { id } = await agent.lastRecord();
    await company.kill();

    await agent.receivesFrames("camera");
    await agent.press("Mute microphone");
    await expect(visitor.part("remote-muted")).toBeVisible();
    await visitor.press("Chat");
    await visitor.root.getByRole("textbox", { name: "Message" }).fill("My order is 4711");
    await visitor.press("Send");
    await agent.wake();
    const chat = agent.root.getByRole("button", { name: /^Chat/ });
    await expect(chat).toHaveAccessibleDescription("1 new message");
    const before = await audioEnergy(agent.page);
    await expect.poll(() => audioEnergy(agent.page)).toBeGreaterThan(before);
    await visitor.reaches("connected");

    await company.start();
    await visitor.receivesFrames("camera");
    await agent.wake();
    await expect(chat).toHaveAccessibleDescription("1 new message");
    await visitor.press("End call");
    await visitor.reaches("ended");
    await agent.reaches("ended", "idle");
    await expect
      .poll(async () => await agent.lastRecord(), { timeout: 20_000 })
      .toMatchObject({ id, endReason: "hangup", endedBy: "visitor" });
    expect((await agent.lastRecord()).durationMs).toBeGreaterThan(1000);
    await expect
      .poll(async () => (await agent.lastDetail()).chat.map(({ text }) => text))
      .toEqual(["My order is 4711"]);
  },
);

scenario(
  "V18 N3 · what was written while the server was out of reach is in the record, though the call is over",
  async ({ inCall }) => {
    firefoxLacks("visitor", "a protocol that takes the server away and leaves the call");
    const { visitor, agent } = await inCall();
    await visitor.sees("agent");
    const { id } = await agent.lastRecord();
    await visitor.page.context().setOffline(true);
    await visitor.press("Chat");
    await visitor.root.getByRole("textbox", { name: "Message" }).fill("My order is 4711");
    await visitor.press("Send");
    await agent.wake();
    const chat = agent.root.getByRole("button", { name: /^Chat/ });
    await expect(chat).toHaveAccessibleDescription("1 new message");
    await visitor.press("End call");
    await visitor.reaches("ended");
    await expect
      .poll(() => agent.lastRecord(), { timeout: 20_000 })
      .toMatchObject({ id, endReason: "hangup", endedBy: "visitor" });
    const kept = async () => (await agent.lastDetail()).chat.map(({ text }) => text);
    expect(await kept()).toEqual([]);
    await visitor.page.context().setOffline(false);
    await expect.poll(kept, { timeout: 20_000 }).toEqual(["My order is 4711"]);
  },
);

scenario(
  "N3 · hanging up while the server is away ends both sides, and is recorded later",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    await agent.receivesFrames("camera");
    const { id } = await agent.lastRecord();
    await company.kill();
    await visitor.press("End call");
    await visitor.reaches("ended");
    await agent.reaches("ended", "idle");
    await company.start();
    await expect
      .poll(async () => await agent.lastRecord(), { timeout: 30_000 })
      .toMatchObject({ id, endReason: "hangup" });
  },
);

scenario(
  "drain · SIGTERM ends the process with 0, and calls survive the restart",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    expect(await company.stop()).toBe(0);
    await agent.receivesFrames("camera");
    await company.start();
    await visitor.receivesFrames("camera");
    await visitor.press("End call");
    await agent.reaches("ended", "idle");
  },
);

scenario(
  "malformed events are refused and harm no call that is running",
  async ({ company, inCall }) => {
    const { visitor, agent } = await inCall();
    const { id } = await agent.lastRecord();
    const nasty: readonly unknown[] = [
      null,
      [],
      "x".repeat(50_000),
      { callId: id },
      { callId: id, key: randomUUID(), command: { type: "hangup" } },
      { callId: { $gt: "" }, ticket: 1, lastSeq: -1, fresh: "yes" },
      { __proto__: null, constructor: { prototype: 1 } },
    ];
    const poll = `${company.url}${SOCKET_PATH}/?EIO=4&transport=polling`;
    const headers = { Origin: company.website, "Content-Type": "text/plain;charset=UTF-8" };
    for (const payload of nasty) {
      const opened = await (await fetch(poll, { headers })).text();
      const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
      const send = (packet: string) =>
        fetch(`${poll}&sid=${sid}`, { method: "POST", headers, body: packet });
      await send(`40/visitor,${JSON.stringify({ v: 1, site: "demo" })}`);
      for (const event of ["join", "command", "signal", "ice", "nonsense"]) {
        await send(`42/visitor,1${JSON.stringify([event, payload])}`);
      }
      await send("42/visitor,not json");
    }
    for (const body of ["", "{", "[]", '{"v":1}', "x".repeat(100_000)]) {
      const response = await fetch(`${company.url}/api/v1/knock`, {
        method: "POST",
        headers,
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }

    expect((await fetch(`${company.url}/livez`)).status).toBe(200);
    await visitor.reaches("connected");
    await visitor.press("Mute microphone");
    await expect(agent.part("remote-muted")).toBeVisible();
    await agent.receivesFrames("camera");
    expect((await agent.lastRecord()).endReason).toBeNull();
  },
);

scenario(
  "R · what could not be loaded during a call is there when it is asked for again",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    let refused = 0;
    await visitor.page.route("**/extras-*", (route) => {
      refused += 1;
      return route.fulfill({ status: 503 });
    });
    await visitor.knocks();
    await agent.accepts();
    await visitor.reaches("connected");
    await expect.poll(() => refused).toBeGreaterThan(0);
    await visitor.page.unroute("**/extras-*");
    await visitor.openSettings();
  },
);

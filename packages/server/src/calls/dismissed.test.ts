import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKey } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;
beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

/** What the removal of a member does: its sessions end, and the calls hear of it. */
async function removed(agentId: string): Promise<void> {
  server.endSession(`s-${agentId}`);
  await server.core.dismiss(agentId);
}

describe("an agent who is removed from the team", () => {
  test("leaves its call, which ends as hung up by the agent; the record keeps the name", async () => {
    const { agent, visitor, id } = await server.connectedCall();
    await removed("agent-a");
    expect(await visitor.end()).toMatchObject({ reason: "hangup", by: "agent" });
    await agent.got("signed_out");
    await expect.poll(() => agent.socket.connected).toBe(false);
    const { calls } = await server.core.history.calls({ before: null, limit: 1, outcome: null });
    expect(calls).toMatchObject([{ id, agentName: "Agent a", endReason: "hangup" }]);
  });

  test("is rung no more: the call goes on ringing at the others, or waits", async () => {
    const [first, second] = [await server.agent("agent-a"), await server.agent("agent-b")];
    const visitor = await server.caller();
    await first.got("desk", ({ incoming }) => incoming.length === 1);
    await second.got("desk", ({ incoming }) => incoming.length === 1);
    await removed("agent-a");
    await visitor.got("update", ({ call }) => call.legs.length === 1);
    await removed("agent-b");
    const { call } = await visitor.phase("queued");
    expect(call.phase).toMatchObject({ anyoneOnline: false });
    expect(server.core.presence.anyoneOnline()).toBe(false);
  });

  test("keeps no call whose accept was being written", async () => {
    const agent = await server.agent("agent-a");
    const visitor = await server.caller();
    const { id } = visitor.call;
    await agent.got("desk", ({ incoming }) => incoming.length === 1);
    const { core } = server;
    // As on PostgreSQL, where the two run beside each other: the removal looks at the calls first.
    const removal = core.dismiss("agent-a");
    const accepted = core.accept(id, "agent-a", false, {
      principal: "agent-a",
      key: newKey(),
      agoMs: 0,
    });
    await removal;
    expect(await accepted).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    expect(await visitor.end()).toMatchObject({ reason: "hangup", by: "agent" });
  });

  test("does not come back as available by opening a console", async () => {
    await server.agent("agent-a");
    await removed("agent-a");
    await server.kill();
    await server.start();
    await server.agent("agent-a", false);
    expect(server.core.presence.anyoneOnline()).toBe(false);
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newKey } from "../testing/call-client.ts";
import { CallServer } from "../testing/call-server.ts";
import { KEYS_KEPT_MS } from "./answered-keys.ts";

let server: CallServer;
beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

const keysOf = async (callId: string): Promise<number> => {
  const keys = await server.core.store.transaction((tx) =>
    tx.selectFrom("callCommand").select("key").where("callId", "=", callId).execute(),
  );
  return keys.length;
};

test("a call's keys answer again for minutes after its end, and then go; those of others stay", async () => {
  const running = await server.connectedCall();
  const over = await server.caller();
  const key = newKey();
  await over.command(over.call.id, { type: "cancel" }, key);
  await over.phase("ended");
  server.clock.advance(KEYS_KEPT_MS);
  expect(await over.command(over.call.id, { type: "cancel" }, key)).toMatchObject({ ok: true });
  const others = await keysOf(running.id);
  expect([others > 0, await keysOf(over.call.id)]).toEqual([true, 1]);
  server.clock.advance(KEYS_KEPT_MS);
  await vi.waitFor(async () => expect(await keysOf(over.call.id)).toBe(0));
  expect(await keysOf(running.id)).toBe(others);
});

test("keys that an earlier run of the server left go at the start", async () => {
  const { call } = await server.knock();
  await server.core.service.dispatch(
    call.id,
    { type: "cancel", who: "visitor" },
    { principal: "visitor", key: newKey(), agoMs: 0 },
  );
  expect(await keysOf(call.id)).toBe(1);
  await server.kill();
  server.clock.advance(KEYS_KEPT_MS + 1);
  await server.start();
  expect(await keysOf(call.id)).toBe(0);
});

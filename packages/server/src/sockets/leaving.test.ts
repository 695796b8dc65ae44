import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallServer } from "../testing/call-server.ts";

let server: CallServer;
beforeEach(async () => {
  server = new CallServer();
  await server.start();
});
afterEach(() => server.dispose());

test("a page's leaving that could not be written is written two seconds later", async () => {
  const visitor = await server.caller();
  const { id } = visitor.call;
  const { service } = server.core;
  const failing = vi
    .spyOn(service, "dispatchAll")
    .mockRejectedValueOnce(new Error("the disk is full"));
  visitor.socket.disconnect();
  await expect.poll(() => failing.mock.calls.length).toBe(1);
  const presence = () => service.active.get(id)?.state.visitor.presence;
  expect(presence()).toBe("here");
  server.clock.advance(2_000);
  await expect.poll(presence).toBe("away");
});

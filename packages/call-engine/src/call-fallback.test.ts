import { beforeAll, expect, test, vi } from "vitest";
import { FakeStream } from "./testing/fake-media.ts";
import type { FakeWire } from "./testing/fake-wire.ts";
import { inCall } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** The relay takes nothing more from this page: the other one's is not connected to it. */
function refuseSignals(wire: FakeWire | null): string[] {
  const refused: string[] = [];
  if (wire === null) throw new Error("Not connected");
  const emit = wire.emit.bind(wire);
  wire.emit = (event, payload) => {
    if (event !== "signal") return emit(event, payload);
    refused.push((payload as { payload: { type: string } }).payload.type);
    const error = { code: "not_found", message: "The page is not connected at the moment." };
    return Promise.resolve({ ok: false, error });
  };
  return refused;
}

test("what the relay refuses travels between the pages: a new path is found without it", async () => {
  const { air, answerer, caller, clock, server } = await inCall();
  const refused = [refuseSignals(server.agentWire), refuseSignals(server.visitorWire)];
  const [agentEnd, visitorEnd] = air.connections;
  if (agentEnd === undefined || visitorEnd === undefined) throw new Error("No connection");
  const before = [agentEnd.ufrag, visitorEnd.ufrag];
  agentEnd.drop("failed");
  expect(answerer.phase.value).toBe("reconnecting");
  await clock.advance(1_000);
  expect(refused).toEqual([expect.arrayContaining(["description"]), ["description", "candidate"]]);
  expect(visitorEnd.remoteUfrag).toBe(agentEnd.ufrag);
  expect(agentEnd.remoteUfrag).toBe(visitorEnd.ufrag);
  expect(before).not.toContain(agentEnd.ufrag);
  expect(before).not.toContain(visitorEnd.ufrag);
  expect([caller.phase.value, answerer.phase.value]).toEqual(["connected", "connected"]);
  expect(air.connections).toHaveLength(2);
});

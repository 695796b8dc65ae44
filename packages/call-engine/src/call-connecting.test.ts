import { beforeAll, describe, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { CALL } from "./testing/fake-server.ts";
import { inCall, modelOf, stage } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** It rings, and the connection is warm. */
async function ringing() {
  const all = stage();
  await settle();
  all.visitor.start({ audio: true, video: true });
  await all.clock.advance(1_000);
  const [agentEnd, visitorEnd] = all.air.connections;
  if (agentEnd === undefined || visitorEnd === undefined) throw new Error("Nothing was warmed");
  const states = () =>
    all.server.told.flatMap(({ command, who }) => {
      const { state } = (command["leg"] ?? {}) as { state?: string };
      return state === undefined ? [] : [`${who} ${state}`];
    });
  return { ...all, agentEnd, visitorEnd, states };
}

describe("a connection that breaks while it rings", () => {
  test("is told of, and whoever accepts gets a new one at once", async () => {
    const { agentEnd, air, clock, desk, states, visitor, visitorEnd } = await ringing();
    agentEnd.drop("disconnected");
    visitorEnd.drop("disconnected");
    agentEnd.drop("failed");
    await settle();
    expect(states()).toEqual(["agent failed"]);
    await desk.accept(CALL);
    await clock.advance(600);
    expect(air.connections).toHaveLength(4);
    expect(modelOf(visitor).phase.value).toBe("connected");
    expect(modelOf(desk).phase.value).toBe("connected");
  });

  test("and comes back is used after all", async () => {
    const { agentEnd, air, clock, desk, states, visitor } = await ringing();
    agentEnd.drop("disconnected");
    air.connect();
    await settle();
    expect(states()).toEqual(["agent failed", "agent down"]);
    await desk.accept(CALL);
    await clock.advance(600);
    expect(air.connections).toHaveLength(2);
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("is replaced at once where only the visitor's browser noticed", async () => {
    const { air, clock, desk, visitor, visitorEnd } = await ringing();
    visitorEnd.drop("failed");
    await desk.accept(CALL);
    await clock.advance(600);
    expect(air.connections).toHaveLength(4);
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("is not used either when it has only fallen silent so far", async () => {
    const { air, clock, desk, server, states } = await ringing();
    air.open = false;
    await clock.advance(4_000);
    expect(states()).toEqual([]);
    await desk.accept(CALL);
    expect(states()[0]).toBe("agent failed");
    expect(server.epoch).toBe(2);
  });
});

describe("a connection that does not come up", () => {
  test("is replaced after five seconds, and is not while it may still come", async () => {
    const { air, clock, desk, server, visitor } = stage();
    server.prewarms = false;
    await settle();
    air.open = false;
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    await desk.accept(CALL);
    await clock.advance(4_500);
    expect(server.epoch).toBe(1);
    await clock.advance(1_000);
    expect(server.epoch).toBe(2);
    await clock.advance(8_000);
    expect(server.epoch).toBe(2);
    await clock.advance(1_500);
    expect(server.epoch).toBe(3);
    // From here on the server's deadline decides.
    await clock.advance(20_000);
    expect(server.epoch).toBe(3);
    air.open = true;
    await clock.advance(600);
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("is replaced at once on another network, as soon as the server is there", async () => {
    const { air, clock, desk, server, visitor, visitorPage } = stage();
    server.prewarms = false;
    await settle();
    air.open = false;
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    await desk.accept(CALL);
    await clock.advance(1_000);
    server.visitorWire?.become(false);
    visitorPage.move();
    await clock.advance(500);
    expect(server.epoch).toBe(1);
    server.visitorWire?.become(true);
    await clock.advance(100);
    expect(server.epoch).toBe(2);
    air.open = true;
    await clock.advance(600);
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("is replaced for the visitor's next page too, by the agent who waits for it", async () => {
    const { air, answerer, clock, openVisitor, server, visitor } = await inCall();
    visitor.leaving();
    await settle();
    server.visitorWire?.close();
    air.open = false;
    await clock.advance(1_000);
    const next = openVisitor();
    void next.resume();
    await clock.advance(500);
    expect(server.epoch).toBe(2);
    expect(answerer.remote.value?.presence).toBe("here");
    server.visitorWire?.become(false);
    await clock.advance(5_500);
    expect(server.commands("agent")).toContain("rebuild");
    expect(server.epoch).toBe(3);
    server.visitorWire?.become(true);
    air.open = true;
    await clock.advance(600);
    expect(modelOf(next).phase.value).toBe("connected");
    expect(answerer.phase.value).toBe("connected");
  });
});

test("what the agent sends counts, though it is heard before the server's word of the answer", async () => {
  const { clock, desk, server, visitor } = await ringing();
  const wire = server.visitorWire;
  if (wire === null) throw new Error("The visitor has no connection");
  const push = wire.push.bind(wire);
  const held: Parameters<typeof push>[] = [];
  wire.push = (...told) => held.push(told);
  await desk.accept(CALL);
  await clock.advance(300);
  const { phase, remote } = modelOf(visitor);
  expect(phase.value).toBe("ringing");
  const [answered] = held;
  if (answered === undefined) throw new Error("The server said nothing");
  push(...answered);
  expect(phase.value).not.toBe("ringing");
  expect(remote.value?.media).toMatchObject({ microphone: "on", camera: "on" });
});

import { effect } from "@preact/signals-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { EngineError } from "./lib/errors.ts";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { CALL } from "./testing/fake-server.ts";
import { inCall, modelOf, stage } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** Nobody took the call, and the visitor closed the end screen. */
async function knockedInVain() {
  const all = stage();
  await settle();
  all.visitor.start({ audio: true, video: true });
  await all.clock.advance(100);
  await all.desk.decline(CALL);
  await all.clock.advance(100);
  expect(modelOf(all.visitor).end.value?.reason).toBe("declined");
  all.visitor.close();
  expect(all.visitor.call.value).toBeNull();
  return all;
}

describe("an agent calls back", () => {
  test("it rings without devices, and connects once the visitor accepts", async () => {
    const { clock, desk, server, visitor, visitorPage } = await knockedInVain();
    const before = visitorPage.media.given.length;
    await desk.callBack(CALL);
    await clock.advance(100);
    const rung = modelOf(visitor);
    expect(rung.phase.value).toBe("ringing");
    expect(rung.direction.value).toBe("outbound");
    expect(modelOf(desk).phase.value).toBe("ringing");
    expect(visitorPage.media.given).toHaveLength(before);
    expect(rung.cancel.value).toBeNull();
    expect(
      rung.toggleCamera.value ?? rung.toggleMicrophone.value ?? rung.askAgain.value,
    ).toBeNull();
    expect(visitor.canResume()).toBe(false);

    rung.accept.value?.();
    await clock.advance(1_000);
    expect(visitorPage.media.given.length).toBeGreaterThan(before);
    expect(rung.phase.value).toBe("connected");
    expect(modelOf(desk).phase.value).toBe("connected");
    expect(visitor.canResume()).toBe(true);
    expect(server.commands("visitor")).toContain("accept");
  });

  test("an answer that got lost is asked for again: one call, and it is here", async () => {
    const { clock, desk, server, visitor } = await knockedInVain();
    const wire = server.agentWire;
    if (wire === null) throw new Error("The desk has no connection");
    const emit = wire.emit.bind(wire);
    wire.emit = async (event, payload) => {
      wire.emit = emit;
      await emit(event, payload);
      wire.become(false);
      throw new EngineError("unreachable", "The answer was lost");
    };
    const elsewhere: boolean[] = [];
    desk.elsewhere.subscribe((shown) => elsewhere.push(shown));
    const calling = desk.callBack(CALL);
    await clock.advance(2_000);
    wire.become(true);
    server.pushDesk();
    await calling;
    await clock.advance(100);
    expect(modelOf(desk).phase.value).toBe("ringing");
    expect(elsewhere).not.toContain(true);
    modelOf(visitor).accept.value?.();
    await clock.advance(1_000);
    expect(modelOf(desk).phase.value).toBe("connected");
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("declined or unanswered, it goes away without an end screen, and may ring again", async () => {
    const { clock, desk, server, visitor } = await knockedInVain();
    const shown: (string | null)[] = [];
    visitor.call.subscribe((model) => shown.push(model?.phase.peek() ?? null));
    await desk.callBack(CALL);
    await clock.advance(100);
    modelOf(visitor).decline.value?.();
    await clock.advance(100);
    expect(server.commands("visitor").at(-1)).toBe("decline");
    expect(visitor.call.value).toBeNull();
    expect(shown).not.toContain("ended");
    expect(modelOf(desk).end.value).toMatchObject({ reason: "declined", by: "visitor" });

    desk.close();
    await desk.callBack(CALL);
    await clock.advance(100);
    const rings: (boolean | null)[] = [];
    effect(() => {
      const model = visitor.call.value;
      rings.push(model === null ? null : model.accept.value !== null);
    });
    server.change({ name: "ended", reason: "no_answer", by: "system", durationMs: 0 });
    await settle();
    // Never a call that is there and silent: whoever shows it would not know that it is over.
    expect(rings).toEqual([true, null]);
  });

  test("the agent may take the call back while it rings", async () => {
    const { clock, desk, server, visitor } = await knockedInVain();
    await desk.callBack(CALL);
    await clock.advance(100);
    modelOf(desk).cancel.value?.();
    await clock.advance(100);
    expect(server.commands("agent").at(-1)).toBe("hangup");
    expect(modelOf(desk).end.value).toMatchObject({ reason: "cancelled", by: "agent" });
    expect(visitor.call.value).toBeNull();
  });

  test("the tab's next page stays reachable, and knows no call to resume", async () => {
    const { clock, desk, openVisitor, server } = await knockedInVain();
    server.visitorWire?.close();
    const next = openVisitor();
    expect(next.canResume()).toBe(false);
    next.stayReachable();
    await clock.advance(100);
    await desk.callBack(CALL);
    await clock.advance(100);
    expect(modelOf(next).phase.value).toBe("ringing");
  });

  test("whose call was lost in the middle is called back, also on the tab's next page", async () => {
    const { air, clock, desk, openVisitor, server, visitor } = await inCall();
    air.open = false;
    await clock.advance(47_000);
    expect(modelOf(visitor).end.value?.reason).toBe("connection_lost");
    expect(visitor.canResume()).toBe(false);
    visitor.close();
    desk.close();
    air.open = true;
    await clock.advance(1_000);
    expect(server.visitorWire?.closed).toBe(false);
    await desk.callBack(CALL);
    await clock.advance(100);
    expect(modelOf(visitor).phase.value).toBe("ringing");

    modelOf(visitor).decline.value?.();
    await clock.advance(100);
    desk.close();
    server.visitorWire?.close();
    const next = openVisitor();
    next.stayReachable();
    await clock.advance(100);
    await desk.callBack(CALL);
    await clock.advance(100);
    expect(modelOf(next).phase.value).toBe("ringing");
  });

  test("who was spoken to, or disposed of the widget, is let go", async () => {
    const talked = await inCall();
    talked.caller.hangUp.value?.();
    talked.visitor.close();
    await talked.clock.advance(1_000);
    expect(talked.server.visitorWire?.closed).toBe(true);

    const { clock, server, storage, visitor } = await knockedInVain();
    visitor.dispose();
    await clock.advance(1_000);
    expect(server.visitorWire?.closed).toBe(true);
    expect([...storage.entries.keys()]).toEqual([]);
  });
});

describe("two pages of one visitor", () => {
  test("the call moves from one to the other", async () => {
    const { clock, desk, openVisitor, server, visitor, visitorPage } = await inCall();
    const seat = visitor.handOver();
    expect(seat).not.toBeNull();
    expect(visitor.call.value).toBeNull();
    expect(visitor.canResume()).toBe(false);
    await clock.advance(500);
    expect(visitorPage.media.given.every(({ readyState }) => readyState === "ended")).toBe(true);
    const other = openVisitor();
    const taken = other.takeOver(structuredClone(seat));
    await clock.advance(2_000);
    expect((await taken)?.phase.value).toBe("connected");
    expect(modelOf(desk).phase.value).toBe("connected");
    expect(server.commands("visitor")).not.toContain("hangup");
  });

  test("what is no seat opens nothing", async () => {
    const { visitor } = stage();
    await expect(visitor.takeOver({ callId: 1 })).resolves.toBeNull();
    expect(visitor.handOver()).toBeNull();
  });
});

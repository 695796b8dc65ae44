import { beforeAll, describe, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { CALL } from "./testing/fake-server.ts";
import { inCall, modelOf, stage } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

describe("a call on its next page", () => {
  test("the next page takes the seat: same call, same timer, same choices", async () => {
    const { answerer, caller, clock, openVisitor, server, visitor, visitorPage } = await inCall();
    caller.toggleMicrophone.value?.();
    await clock.advance(20_000);
    const before = caller.durationMs.value;
    visitor.leaving();
    await settle();
    expect(answerer.reconnecting.value).toBe("page");
    expect(visitorPage.beacons).toHaveLength(1);
    server.visitorWire?.close();

    const next = openVisitor();
    expect(next.canResume()).toBe(true);
    const resumed = next.resume();
    await clock.advance(1_000);
    const model = await resumed;
    expect(model?.phase.value).toBe("connected");
    expect(model?.local.value.microphone).toBe("muted");
    expect(model?.durationMs.value).toBeGreaterThanOrEqual(before);
    expect(answerer.phase.value).toBe("connected");
    expect(server.knocks).toBe(1);
  });

  test.each(["before", "after"])(
    "the next page opens what was switched on %s the knock was answered",
    async (when) => {
      const { clock, desk, openVisitor, server, visitor } = stage();
      await settle();
      visitor.start({ audio: false, video: false });
      if (when === "after") await clock.advance(1_000);
      const caller = modelOf(visitor);
      caller.toggleMicrophone.value?.();
      caller.toggleCamera.value?.();
      await clock.advance(1_000);
      await desk.accept(CALL);
      await clock.advance(1_000);
      visitor.leaving();
      server.visitorWire?.close();
      const resumed = openVisitor().resume();
      await clock.advance(1_000);
      expect((await resumed)?.local.value).toMatchObject({ microphone: "on", camera: "on" });
    },
  );

  test("the next page knows which messages were read on the one before", async () => {
    const { answerer, caller, clock, openVisitor, server, visitor } = await inCall();
    answerer.sendChat.value?.("Good morning");
    caller.sendChat.value?.("Hello");
    await settle();
    expect(caller.unread.value).toBe(1);
    caller.markRead();
    expect(caller.unread.value).toBe(0);
    answerer.sendChat.value?.("Which one is it?");
    await settle();
    expect(caller.unread.value).toBe(1);
    visitor.leaving();
    server.visitorWire?.close();

    const next = openVisitor();
    const resumed = next.resume();
    await clock.advance(1_000);
    const model = await resumed;
    expect(model?.chat.value).toHaveLength(3);
    expect(model?.unread.value).toBe(1);
  });

  test("the next page waits 45 seconds for a server that is away, and says so", async () => {
    const { clock, openVisitor, server, visitor } = await inCall();
    visitor.leaving();
    server.reachable(false);
    const next = openVisitor();
    const resumed = next.resume();
    await clock.advance(44_000);
    expect(modelOf(next).phase.value).toBe("reconnecting");
    await clock.advance(1_000);
    expect((await resumed)?.end.value).toMatchObject({ reason: "connection_lost", by: "system" });
    expect(next.canResume()).toBe(false);
  });

  test("a knock that nobody has answered is taken back from the next page as from this one", async () => {
    const { clock, openVisitor, server, visitor } = stage();
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(1_000);
    visitor.leaving();
    server.reachable(false);
    const next = openVisitor();
    void next.resume();
    const waiting = modelOf(next);
    expect(waiting.phase.value).toBe("requesting");
    expect(waiting.hangUp.value).toBeNull();
    waiting.cancel.value?.();
    expect(waiting.end.value).toMatchObject({ reason: "cancelled", by: "visitor" });
  });

  test("a page that wants no call any more ends it for the other side, too", async () => {
    const { answerer, clock, openVisitor, server, visitor } = await inCall();
    visitor.leaving();
    server.visitorWire?.close();
    const next = openVisitor();
    void next.resume();
    next.dispose();
    await clock.advance(1_000);
    expect(answerer.end.value).toMatchObject({ reason: "hangup", by: "visitor" });
    expect(next.canResume()).toBe(false);
  });

  test("a call that is over cannot be resumed", async () => {
    const { clock, openVisitor, server, storage, visitor } = await inCall();
    const seat = storage.getItem("knockknock:seat:visitor") ?? "";
    server.change({ name: "ended", reason: "hangup", by: "agent", durationMs: 1_000 });
    await clock.advance(1_000);
    expect(visitor.canResume()).toBe(false);
    storage.setItem("knockknock:seat:visitor", seat);
    const resumed = openVisitor().resume();
    await clock.advance(1_000);
    await expect(resumed).resolves.toBeNull();
  });
});

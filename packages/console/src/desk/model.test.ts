import { EngineError } from "@knockknock/call-engine";
import type { CallDetail } from "@knockknock/protocol";
import { createFakeCall, fakeRemote } from "@knockknock/call-engine/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNotesBook } from "../notes/keeper.ts";
import { fakeIncoming, fakeRecord } from "../testing/fake-data.ts";
import { createFakeDesk, fakeDeskState, type FakeDesk } from "../testing/fake-desk.ts";
import { createDeskModel } from "./model.ts";

const ring = fakeIncoming({ callId: "call-0001" });

const setUp = (desk: FakeDesk = createFakeDesk(fakeDeskState({ incoming: [ring] }))) => {
  // The call may have begun long before the fifty newest ones.
  const call = vi.fn<(id: string) => Promise<CallDetail>>((id) =>
    Promise.resolve({
      call: fakeRecord({ id, notes: "Earlier" }),
      chat: [],
      quality: { visitor: null, agent: null },
    }),
  );
  const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const notes = createNotesBook({ storage, agentId: "agent-1" }, () => Promise.resolve());
  return { desk, call, notes, model: createDeskModel(desk, { call }, notes) };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("idle, ringing, on the call, ended, idle", async () => {
  const { desk, model } = setUp(createFakeDesk());
  expect(model.phase.value).toBe("idle");
  desk.state.value = fakeDeskState({ incoming: [ring] });
  expect(model.phase.value).toBe("ringing");

  const call = createFakeCall({ self: "agent", phase: "connecting" });
  desk.onAccept = () => {
    desk.call.value = call;
    return Promise.resolve();
  };
  await model.accept("call-0001");
  expect(model.front.value).toBeNull();
  expect(model.phase.value).toBe("connecting");
  call.phase.value = "connected";
  expect(model.phase.value).toBe("connected");
  call.phase.value = "ended";
  expect(model.phase.value).toBe("ended");
  desk.close();
  expect(model.phase.value).toBe("idle");
});

test("the loser is idle again at once and knows who answered", () => {
  const { desk, model } = setUp();
  desk.lastRingEnded.value = { callId: "call-0001", outcome: "answered", by: "Robin" };
  expect(model.phase.value).toBe("idle");
  expect(model.news.value).toMatchObject([{ outcome: "answered", by: "Robin" }]);
});

test("a refused accept tells who was faster", async () => {
  const { desk, model } = setUp();
  desk.onAccept = () =>
    Promise.reject(
      new EngineError("refused", "Robin was faster", {
        wire: { code: "already_answered", message: "Robin was faster", by: "Robin" },
      }),
    );
  await model.accept("call-0001");
  expect(model.phase.value).toBe("idle");
  expect(model.news.value).toMatchObject([{ outcome: "answered", by: "Robin" }]);
});

test("a knock rings on top of an end screen", () => {
  const { desk, model } = setUp(createFakeDesk());
  desk.call.value = createFakeCall({ self: "agent", phase: "ended", callId: "call-0000" });
  expect(model.phase.value).toBe("ended");
  desk.state.value = fakeDeskState({ incoming: [ring] });
  expect(model.phase.value).toBe("ringing");
  expect(model.front.value?.callId).toBe("call-0001");
});

test("the visitor of an answered call is the one on the card", () => {
  const { desk, model, call } = setUp();
  desk.call.value = createFakeCall({ self: "agent" });
  expect(model.visitor.value).toEqual(ring.card);
  expect(call).not.toHaveBeenCalled();
});

test("after a reload the visitor and the notes come from the record", async () => {
  const { desk, model, notes } = setUp(createFakeDesk());
  desk.call.value = createFakeCall({ self: "agent" });
  await vi.waitFor(() => {
    expect(model.visitor.value).not.toBeNull();
  });
  expect(notes.of("call-0001").text.value).toBe("Earlier");
});

test("the waiting time follows the server's clock", () => {
  const { model } = setUp(createFakeDesk(fakeDeskState({ serverNow: Date.now() + 60_000 })));
  expect(model.serverNow.value - Date.now()).toBe(60_000);
  vi.advanceTimersByTime(5_000);
  expect(model.serverNow.value - Date.now()).toBe(60_000);
});

test("who is called back goes by the name under their message, and nobody is without a name", async () => {
  const { desk, model } = setUp(createFakeDesk());
  expect(model.visitorName.value).toBe("Visitor");
  desk.callBack = () => {
    desk.call.value = createFakeCall({
      self: "agent",
      callId: "call-0002",
      phase: "ringing",
      direction: "outbound",
    });
    return Promise.resolve();
  };
  await model.callBack("call-0001", "Kim");
  await vi.advanceTimersByTimeAsync(0);
  expect(model.visitor.value).not.toBeNull();
  expect(model.visitorName.value).toBe("Kim");

  desk.call.value = createFakeCall({
    self: "agent",
    callId: "call-0003",
    remote: fakeRemote({ role: "visitor", name: " " }),
  });
  expect(model.visitorName.value).toBe("Visitor");
});
